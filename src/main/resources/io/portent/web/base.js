// What comes from the agent is text: it is put in as text and never read as HTML.

const SPACE = document.getElementById('icons').namespaceURI;

function byId(id) {
  return document.getElementById(id);
}

function dress(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  return node;
}

function put(node, children) {
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

function el(tag, attributes, ...children) {
  return put(dress(document.createElement(tag), attributes), children);
}

function svg(tag, attributes, ...children) {
  return put(dress(document.createElementNS(SPACE, tag), attributes), children);
}

function icon(state) {
  return svg('svg', {class: 'icon icon-' + state, 'aria-hidden': 'true', focusable: 'false', viewBox: '0 0 16 16'},
    svg('use', {href: '#icon-' + state}));
}

/** A state as a shape and a word, so that no colour speaks alone. */
function chip(state, text) {
  return el('span', {class: 'chip is-' + state}, icon(state), el('span', {}, text || state));
}

/** Puts new content in only where it has changed; who has the keyboard there keeps it, and what was unfolded stays so. */
function fill(id, key, build) {
  const place = byId(id);
  if (!place || place.dataset.key === key) {
    return;
  }
  const held = place.contains(document.activeElement) ? document.activeElement.id : '';
  const open = [...place.querySelectorAll('details')].map(one => one.open);
  place.dataset.key = key;
  place.replaceChildren(...[build()].flat(3).filter(Boolean));
  place.querySelectorAll('details').forEach((one, i) => { one.open = Boolean(open[i]); });
  if (held && byId(held)) {
    byId(held).focus({preventScroll: true});
  }
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const SECONDS = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const MOMENT = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
const MOMENT_SECONDS = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit'});
const ZONE = new Intl.DateTimeFormat('en-GB', {timeZoneName: 'short'});

function millis(iso) {
  return Date.parse(iso);
}

/** A moment in the reader's zone; what the agent said stands behind it. A year beyond those of a calendar is left as it is. */
function time(iso, format) {
  const at = millis(iso);
  return el('time', {datetime: iso, title: iso}, Number.isFinite(at) ? (format || MOMENT).format(at) : iso);
}

/** With its day where that is another than now: yesterday's ten o'clock must not look like today's. */
function withDay(at, now) {
  return !Number.isFinite(at) || DAY.format(at) === DAY.format(now) ? SECONDS : MOMENT_SECONDS;
}

function clock(at, now) {
  return withDay(at, now).format(at);
}

function zone() {
  const part = ZONE.formatToParts(new Date()).find(one => one.type === 'timeZoneName');
  return part ? part.value : 'local time';
}

function lasts(seconds) {
  const s = Math.round(seconds);
  if (s < 120) {
    return s + ' s';
  }
  if (s < 3600) {
    return Math.round(s / 60) + ' min';
  }
  return s < 172800 ? Math.round(s / 360) / 10 + ' h' : Math.round(s / 8640) / 10 + ' days';
}

/** Never rounds a chance to none, nor to certainty. */
function percent(chance) {
  if (chance > 0 && chance < 0.01) {
    return '<1 %';
  }
  return chance < 1 && chance >= 0.995 ? '>99 %' : Math.round(chance * 100) + ' %';
}

function many(count, one, more) {
  return count.toLocaleString('en-GB') + ' ' + (count === 1 ? one : more || one + 's');
}
