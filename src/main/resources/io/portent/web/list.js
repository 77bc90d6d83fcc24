// All entities by risk: a bounded part of them is shown, and a word narrows it.

const PAGE = 100;

function listed() {
  const word = view.filter.trim().toLowerCase();
  return agent.forecasts.filter(forecast => forecast.entity.toLowerCase().includes(word)).sort(byRisk);
}

function strip(forecast) {
  return el('span', {class: 'strip', 'aria-hidden': 'true'}, forecast.horizons.map(horizon =>
    el('span', {class: 'cell fill-' + (agent.trouble ? 'unknown' : horizon.state)})));
}

function row(forecast) {
  const stands = standing(forecast);
  const chosen = forecast.entity === shownEntity();
  return el('li', {},
    el('a', {href: '#entity=' + encodeURIComponent(forecast.entity), id: 'row-' + forecast.entity, 'aria-current': chosen ? 'true' : false},
      icon(stands.state),
      el('span', {class: 'name'}, forecast.entity),
      strip(forecast),
      el('span', {class: 'short ink-' + stands.state}, stands.short),
      el('span', {class: 'odds'}, odds(forecast))));
}

function odds(forecast) {
  const end = last(forecast.horizons);
  return !end || end.red === null ? '' : 'red ' + percent(end.red) + ' in ' + end.horizon;
}

function rows() {
  const all = listed();
  const some = all.slice(0, view.shown);
  if (!all.length) {
    return el('p', {class: 'empty-list'}, 'No entity has “' + view.filter + '” in its name.');
  }
  return [
    el('ul', {class: 'rows', onkeydown: walk}, some.map(row)),
    all.length > some.length && el('button', {id: 'more', type: 'button', class: 'more', onclick: showMore},
      'Show ' + Math.min(PAGE, all.length - some.length) + ' more of ' + all.length.toLocaleString('en-GB')),
  ];
}

function showMore() {
  view.shown += PAGE;
  show();
}

/** Up and down go from row to row. */
function walk(event) {
  const step = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
  const item = step && event.target.closest('li');
  const next = item && item[step];
  if (next) {
    event.preventDefault();
    next.querySelector('a').focus();
  }
}

function tally() {
  const count = counts();
  return ['red', 'orange', 'unknown', 'green'].filter(state => count[state]).map(state =>
    chip(state, count[state].toLocaleString('en-GB') + ' ' + state));
}

function listFrame() {
  return el('section', {class: 'list', 'aria-labelledby': 'list-title'},
    el('div', {class: 'list-head'}, el('h2', {id: 'list-title'}, 'Entities by risk'), el('div', {id: 'tally', class: 'tally'})),
    el('label', {class: 'filter'}, el('span', {class: 'unseen'}, 'Filter entities by name'),
      el('input', {id: 'filter', type: 'search', placeholder: 'Filter by name', autocomplete: 'off', spellcheck: 'false',
        maxlength: 200, oninput: filtered})),
    el('div', {id: 'rows'}));
}

function filtered(event) {
  view.filter = event.target.value;
  view.shown = PAGE;
  show();
}
