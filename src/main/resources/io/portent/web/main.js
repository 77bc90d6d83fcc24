// Puts it together: which entity is looked at, and what is drawn anew when something has changed.

const view = {filter: '', shown: PAGE, range: '6h', around: null, drawn: null, picked: null};

/** The one in the address; without one the riskiest when the page was opened; a narrow screen then shows the list. */
function shownEntity() {
  const named = location.hash.startsWith('#entity=') ? chosen(location.hash.slice(8)) : null;
  if (named !== null) {
    return named;
  }
  if (!agent.forecasts.some(forecast => forecast.entity === view.picked)) {
    const first = agent.forecasts.slice().sort(byRisk)[0];
    view.picked = first ? first.entity : null;
  }
  return view.picked;
}

function chosen(hash) {
  try {
    return decodeURIComponent(hash);
  } catch (error) {
    return hash;
  }
}

function frame() {
  byId('main').dataset.alive = 'true';
  byId('main').replaceChildren(
    listFrame(),
    el('div', {class: 'detail', id: 'detail'},
      el('a', {class: 'back', href: '#'}, '‹ All entities'),
      el('div', {id: 'hero'}), el('div', {id: 'horizons'}),
      el('p', {id: 'said', class: 'said', role: 'status'}),
      el('section', {class: 'card', 'aria-labelledby': 'line-title'},
        el('div', {class: 'card-head'}, el('h3', {id: 'line-title', tabindex: -1}, 'What happened, and what was forecast'), ranges()),
        el('div', {id: 'around'}), el('div', {id: 'timeline'}), el('p', {id: 'readout', class: 'readout'}), legend(),
        el('div', {id: 'as-text'}), el('div', {id: 'buttons'})),
      el('div', {class: 'pair'},
        el('div', {class: 'column'}, card('why', 'Why'), card('labels', 'What was recorded')),
        el('div', {class: 'column'}, card('receipts', 'How well it did lately'), card('model', 'The model')))),
    el('div', {id: 'nothing'}));
}

function card(id, title) {
  return el('section', {class: 'card', 'aria-labelledby': id + '-title'}, el('h3', {id: id + '-title'}, title), el('div', {id}));
}

function ranges() {
  return el('fieldset', {class: 'ranges'}, el('legend', {class: 'unseen'}, 'How far back'), RANGES.map(([name]) =>
    el('label', {}, el('input', {type: 'radio', name: 'range', value: name, checked: name === view.range, onchange: ranged}), el('span', {}, name))));
}

function ranged(event) {
  view.range = event.target.value;
  show();
}

function legend() {
  const one = (kind, words) => el('li', {}, el('span', {class: 'swatch ' + kind, 'aria-hidden': 'true'}), words);
  return el('ul', {class: 'legend'}, one('swatch-red', 'chance of red within the longest horizon'), one('swatch-orange', 'of orange or worse'),
    one('swatch-hatch', 'unknown'));
}

function show() {
  try {
    paint();
  } catch (error) {
    broken(error);
  }
}

/** What cannot be drawn must not leave the former picture looking live. It is tried again with the next answer. */
function broken(error) {
  document.body.classList.add('stale');
  document.title = 'not live · Portent';
  byId('live').textContent = 'Not live';
  byId('favicon').href = 'data:,';
  delete byId('banners').dataset.key;
  byId('banners').replaceChildren(el('div', {class: 'banner is-unknown', role: 'alert'}, icon('unknown'),
    el('p', {}, el('b', {}, 'Not live: '), 'this page has failed (' + error.message + '). Load it again.')));
}

function paint() {
  const alive = agent.status !== null;
  if (alive && byId('main').dataset.alive !== 'true') {
    frame();
  }
  document.body.classList.toggle('stale', agent.trouble !== null);
  banners();
  if (alive) {
    body();
  }
  sign();
}

function body() {
  const entity = shownEntity();
  const forecast = agent.forecasts.find(one => one.entity === entity);
  const classes = document.body.classList;
  classes.toggle('single', agent.forecasts.length === 1 && Boolean(forecast));
  classes.toggle('none', !agent.forecasts.length);
  classes.toggle('chosen', location.hash.startsWith('#entity='));
  fill('nothing', String(forecast === undefined) + agent.forecasts.length + agent.status.not_ready + entity, () => forecast ? null : nothing(entity));
  const key = JSON.stringify([agent.tags.forecast, agent.tags.health, agent.trouble, entity]);
  fill('tally', key, tally);
  fill('rows', key + JSON.stringify([view.filter, view.shown]), rows);
  byId('detail').hidden = !forecast;
  if (forecast) {
    detail(forecast, key);
  }
}

function detail(forecast, key) {
  askPast(forecast.entity, show);
  fill('hero', key, () => hero(forecast));
  fill('horizons', key, () => horizons(forecast));
  fill('why', key, () => why(forecast));
  fill('buttons', String(agent.status.writing), buttons);
  fill('receipts', filled(past.receipts), () => part(past.receipts, receipts));
  fill('labels', filled(past.labels), () => part(past.labels, labels));
  fill('model', filled(past.models), () => part(past.models, model));
  drawTimeline(forecast, key);
}

function filled(thing) {
  return JSON.stringify([thing.key, thing.error, thing.value]);
}

function drawTimeline(forecast, key) {
  const width = byId('timeline').clientWidth;
  if (!width) {
    return;
  }
  const bill = past.receipts.value;
  const around = JSON.stringify(view.around);
  fill('around', around, () => view.around && el('p', {class: 'around'}, 'Around the nearest past incident, of ', el('b', {}, MOMENT.format(millis(view.around.onset))), '. ',
    el('button', {type: 'button', id: 'back-to-now', class: 'link', onclick: () => lookBack(null)}, 'Back to now')));
  fill('timeline', key + width + around + filled(past.history) + filled(past.receipts), () => {
    byId('readout').textContent = '';
    return part(past.history, history => picture(width, forecast, history, bill ? bill.outcomes : []));
  });
  fill('as-text', filled(past.history), () => past.history.value && changes(past.history.value));
}

function picture(width, forecast, history, outcomes) {
  if (!history.forecasts.length) {
    return el('p', {class: 'quiet tall'}, view.around ? 'That is too old to be drawn: no forecast of then is kept any more.'
      : 'No forecast of this entity was kept in the last ' + view.range + '.');
  }
  byId('readout').textContent = 'Point at the timeline, or go along it with the arrow keys, to read what was said.';
  return slider(draw(width, forecast, history, outcomes), history);
}

/** The same for those who do not see the picture. */
function changes(history) {
  const points = pointsOf(history, '');
  const shown = points.filter((point, i) => i === 0 || point.state !== points[i - 1].state).slice(-40).reverse();
  return points.length > 0 && el('details', {class: 'as-text'}, el('summary', {}, 'The timeline as text'), el('ul', {}, shown.map(point => el('li', {}, told(point, history)))));
}

function nothing(entity) {
  const many = agent.forecasts.length > 0;
  return el('section', {class: 'nothing'}, icon('unknown'),
    el('h2', {}, many ? 'There is no forecast of ' + entity : 'No entity has been seen yet'),
    el('p', {}, many ? 'It was not heard of lately, or its name is another one.'
      : agent.status.not_ready ? 'The agent is not ready: ' + agent.status.not_ready + '.'
        : 'The agent runs, but no log line has come yet. Are the files of its sources there, and may it read them?'),
    many ? el('a', {href: '#'}, 'All entities') : el('p', {class: 'quiet'}, 'What it has read of each source stands under ', el('a', {href: 'metrics'}, 'metrics'),
      ' as portent_log_lines_total.'));
}

function banners() {
  const trouble = agent.trouble;
  const notReady = agent.status && agent.status.not_ready;
  fill('banners', JSON.stringify([trouble, agent.heard && trouble, notReady]), () => [
    trouble && el('div', {class: 'banner is-unknown', role: 'alert'}, icon('unknown'), el('p', {}, el('b', {}, 'Not live: '), trouble + '. ',
      !agent.failures ? null : agent.heard ? ['What is shown is what it said at ', el('b', {}, clock(agent.heard, Date.now())), '; nothing is known of since then.']
        : 'What is shown is as old as this page.', ' It is asked again by itself.')),
    notReady && el('div', {class: 'banner is-orange', role: 'status'}, icon('orange'), el('p', {}, el('b', {}, 'Not yet ready: '), notReady + '.'))]);
}

/** Readable on a tab that nobody looks at. */
function sign() {
  const count = counts();
  const state = agent.trouble || !agent.forecasts.length ? 'unknown' : ['red', 'orange', 'unknown', 'green'].find(one => count[one]);
  document.title = (agent.trouble ? 'not live' : state) + ' · Portent';
  byId('live').textContent = agent.trouble ? 'Not live' : agent.status ? 'Live · ' + SECONDS.format(millis(agent.status.time)) : '';
  const colours = {red: '%23d32f2f', orange: '%23e08600', green: '%231e8e4d', unknown: '%238a94a3'};
  byId('favicon').href = 'data:image/svg+xml,<svg xmlns="' + SPACE + '" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="' + colours[state] + '"/></svg>';
}

function moved() {
  show();
  if (view.around && byId('line-title')) {
    goToTimeline();
  } else if (location.hash.startsWith('#entity=') && byId('entity-name')) {
    byId('entity-name').focus({preventScroll: true});
    byId('detail').scrollIntoView({block: 'start'});
  }
}

byId('zone').textContent = 'Times are in ' + zone() + '; the agent’s own are in UTC.';
window.addEventListener('hashchange', moved);
window.addEventListener('resize', show);
follow(show);
