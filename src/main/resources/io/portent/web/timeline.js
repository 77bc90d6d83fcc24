// What was forecast, what was observed, and the cone of what is to come.

/** A young journal is drawn from its beginning on, but not shorter than this. */
const SHORTEST = 600000;

function pointsOf(history, name) {
  return history.forecasts.map(one => {
    const said = worst(one);
    const asked = one.horizons.find(horizon => horizon.horizon === name) || last(one.horizons) || {};
    return {at: millis(one.time), state: said.state, said, unknown: one.unknown,
      known: chance(asked, 'red') !== null, red: chance(asked, 'red'), bad: chance(asked, 'orange')};
  });
}

function draw(width, forecast, history, outcomes) {
  const end = last(forecast.horizons);
  const now = view.around ? millis(history.until) : Math.max(millis(history.until), millis(agent.status.time) - 1);
  const points = pointsOf(history, end.horizon);
  const since = view.around ? millis(history.since) : Math.max(millis(history.since), Math.min(points[0].at, now - SHORTEST));
  const scale = scaleOf(width, since, now, view.around ? 0 : end.seconds * 1000);
  return {scale, points, picture: svg('svg', {viewBox: '0 0 ' + width + ' ' + HEIGHT.all, width, height: HEIGHT.all, 'aria-hidden': 'true'},
    svg('defs', {}, svg('pattern', {id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
      line(0, 0, 0, 6, 'hatching'))),
    grid(scale), view.around ? onset(scale) : [ahead(scale), cone(scale, forecast)], curves(scale, points), bands(scale, points, history),
    marks(scale, history, outcomes), svg('g', {id: 'cursor'}))};
}

function onset(scale) {
  const x = scale.x(millis(view.around.onset));
  return svg('g', {}, line(x, HEIGHT.top - 12, x, HEIGHT.seen + HEIGHT.band, 'now'), text(x - 5, HEIGHT.top - 8, 'now-word end', 'onset'));
}

function grid(scale) {
  const bottom = HEIGHT.top + HEIGHT.chart;
  return svg('g', {},
    [0, 0.5, 1].map(chance => [line(scale.left, scale.y(chance), scale.right, scale.y(chance), 'grid'),
      text(scale.left - 6, scale.y(chance) + 4, 'tick end', Math.round(chance * 100) + ' %')]),
    ticks(scale).map(tick => [line(scale.x(tick.at), HEIGHT.top, scale.x(tick.at), bottom, 'grid'),
      text(scale.x(tick.at), HEIGHT.axis, 'tick middle', tick.text)]));
}

function ahead(scale) {
  return svg('g', {},
    svg('rect', {x: scale.split, y: HEIGHT.top, width: scale.right - scale.split, height: HEIGHT.chart, class: 'ahead'}),
    line(scale.split, HEIGHT.top - 12, scale.split, HEIGHT.seen + HEIGHT.band, 'now'),
    text(scale.split - 5, HEIGHT.top - 8, 'now-word end', agent.trouble ? 'then' : 'now'),
    text(scale.split + 6, HEIGHT.top - 8, 'tick', scale.width < 560 ? 'to come' : 'what is to come'));
}

function cone(scale, forecast) {
  const standsFor = agent.trouble ? 'not known' : worst(forecast).state === 'unknown' ? 'unknown' : null;
  if (standsFor) {
    return svg('g', {},
      svg('rect', {x: scale.split, y: HEIGHT.top, width: scale.right - scale.split, height: HEIGHT.chart, fill: 'url(#hatch)'}),
      text((scale.split + scale.right) / 2, HEIGHT.top + HEIGHT.chart / 2, 'cone-word middle', standsFor));
  }
  const edge = state => [[scale.split, scale.y(RANK[observed(forecast.entity)] >= RANK[state] ? 1 : 0)]].concat(
    forecast.horizons.map(horizon => [scale.x(scale.now + horizon.seconds * 1000), scale.y(chance(horizon, state))]));
  return svg('g', {}, ['orange', 'red'].map(state => fan(scale, edge(state), state)), reaches(scale, forecast));
}

function fan(scale, edge, state) {
  const under = edge.concat([[scale.right, scale.y(0)], [scale.split, scale.y(0)]]);
  return svg('g', {}, svg('path', {d: path(under) + 'Z', class: 'fan area-' + state}), svg('path', {d: path(edge), class: 'curve line-' + state}),
    edge.slice(1).map(point => svg('circle', {cx: point[0], cy: point[1], r: 3, class: 'dot-' + state})));
}

/** The horizons, where there is room to name them. */
function reaches(scale, forecast) {
  let free = scale.right + 1;
  return forecast.horizons.slice().reverse().map(horizon => {
    const x = scale.x(scale.now + horizon.seconds * 1000);
    const fits = free - x > 8 && x - scale.split > 30 || x === scale.right;
    free = fits ? x - 40 : free;
    return fits && text(x, HEIGHT.axis, x === scale.right ? 'tick end' : 'tick middle', '+' + horizon.horizon);
  });
}

function curves(scale, points) {
  const runs = unbroken(points);
  const edge = (run, name) => run.map(point => [scale.x(point.at), scale.y(point[name])]);
  const one = (run, name, state) => [
    svg('path', {d: path(edge(run, name).concat([[scale.x(last(run).at), scale.y(0)], [scale.x(run[0].at), scale.y(0)]])) + 'Z',
      class: 'area area-' + state}),
    svg('path', {d: path(edge(run, name)), class: 'curve line-' + state})];
  return svg('g', {}, runs.map(run => [one(run, 'bad', 'orange'), one(run, 'red', 'red')]));
}

/** Worse is higher, so that the bands can be read without their colours. */
function band(scale, top, start, end, state) {
  const share = {red: 1, orange: 0.66, green: 0.33, unknown: 1}[state];
  const x = scale.x(start);
  return svg('rect', {x, y: top + HEIGHT.band * (1 - share), width: Math.max(1, scale.x(end) - x), height: HEIGHT.band * share,
    class: state === 'unknown' ? '' : 'band-' + state, fill: state === 'unknown' ? 'url(#hatch)' : null});
}

function bands(scale, points, history) {
  return svg('g', {},
    text(scale.left, HEIGHT.said - 5, 'tick', 'Forecast, as it was said'),
    text(scale.left, HEIGHT.seen - 5, 'tick', 'Observed'),
    [HEIGHT.said, HEIGHT.seen].map(y => svg('rect', {x: scale.left, y, width: scale.split - scale.left, height: HEIGHT.band, class: 'rail'})),
    stretches(points, scale.now).map(one => band(scale, HEIGHT.said, one.start, one.end, one.state)),
    history.observed.filter(one => millis(one.end) > scale.since).map(one => band(scale, HEIGHT.seen, millis(one.start), millis(one.end), one.state)));
}

const ENDINGS = {true_alarm: ['✓', 'warned in time'], false_alarm: ['✗', 'a false alarm'], missed_onset: ['!', 'a failure without a warning'],
  intervened: ['◆', 'an alarm that somebody acted upon']};

function marks(scale, history, outcomes) {
  const one = (iso, sign, kind) => [
    line(scale.x(millis(iso)), HEIGHT.top, scale.x(millis(iso)), HEIGHT.seen + HEIGHT.band, 'mark-line'),
    text(scale.x(millis(iso)), HEIGHT.top - 6, 'sign middle ' + kind, sign)];
  const within = iso => millis(iso) >= scale.since && millis(iso) <= scale.now;
  return svg('g', {},
    history.interventions.filter(within).map(iso => one(iso, '◆', 'acted')),
    outcomes.filter(outcome => within(outcome.time)).map(outcome => one(outcome.time, ENDINGS[outcome.kind][0], outcome.kind)));
}

/** In words what stands at a point. */
function told(point, history) {
  const seen = history.observed.find(one => millis(one.start) <= point.at && point.at < millis(one.end));
  const said = point.state === 'unknown' ? 'forecast unknown' + (point.unknown ? ' (' + point.unknown + ')' : '')
    : point.state === 'green' ? 'forecast green' : 'forecast ' + point.state + ' within ' + point.said.horizon;
  const odds = point.known ? ', chance of red ' + percent(point.red) + ', of orange or worse ' + percent(point.bad) : '';
  return MOMENT.format(point.at) + ': ' + said + odds + '; observed ' + (seen ? seen.state : 'unknown');
}

function place(drawn, history, index) {
  const point = drawn.points[index];
  const slider = byId('slider');
  const x = drawn.scale.x(point.at);
  byId('cursor').replaceChildren(line(x, HEIGHT.top, x, HEIGHT.seen + HEIGHT.band, 'cursor'),
    ...(point.known ? [svg('circle', {cx: x, cy: drawn.scale.y(point.bad), r: 3.5, class: 'dot-orange'}),
      svg('circle', {cx: x, cy: drawn.scale.y(point.red), r: 3.5, class: 'dot-red'})] : []));
  dress(slider, {'aria-valuenow': index, 'aria-valuetext': told(point, history)});
  byId('readout').textContent = told(point, history);
}

function nearest(drawn, x) {
  let best = 0;
  drawn.points.forEach((point, i) => {
    best = Math.abs(drawn.scale.x(point.at) - x) < Math.abs(drawn.scale.x(drawn.points[best].at) - x) ? i : best;
  });
  return best;
}

/** The picture with a cursor for pointer and keyboard. */
function slider(drawn, history) {
  const end = drawn.points.length - 1;
  const steps = {ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10, Home: -1e6, End: 1e6};
  const node = el('div', {id: 'slider', class: 'slider', tabindex: 0, role: 'slider', 'aria-label': 'A moment of the past', 'aria-valuemin': 0,
    'aria-valuemax': end, 'aria-valuenow': end, 'aria-valuetext': told(drawn.points[end], history)}, drawn.picture);
  node.addEventListener('pointermove', event => place(drawn, history, nearest(drawn, event.clientX - node.getBoundingClientRect().left)));
  node.addEventListener('keydown', event => {
    if (event.key in steps) {
      event.preventDefault();
      place(drawn, history, Math.min(end, Math.max(0, Number(node.getAttribute('aria-valuenow')) + steps[event.key])));
    }
  });
  return node;
}
