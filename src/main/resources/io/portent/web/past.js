// How well it did, what was recorded, and the model: each asked for on its own, and each says itself when it cannot be had.

const past = {
  history: wanted(key => json('api/v1/history?' + key)),
  receipts: wanted(key => json('api/v1/receipts?since=7d&entity=' + encodeURIComponent(key))),
  labels: wanted(key => json('api/v1/labels?since=30d&entity=' + encodeURIComponent(key))),
  models: wanted(() => json('api/v1/models')),
};

const A_WHILE = 300000;

function askPast(entity, show) {
  const query = 'entity=' + encodeURIComponent(entity) + spanAsked(entity);
  const renewed = agent.tags.forecast !== view.drawn && !view.around;
  want(past.history, query, renewed ? 4000 : A_WHILE, show);
  want(past.receipts, entity, A_WHILE, show);
  want(past.labels, entity, A_WHILE, show);
  want(past.models, agent.status.model || '', A_WHILE, show);
  view.drawn = agent.tags.forecast;
}

/** As far back as chosen; around a past incident half of that on each side of its onset. */
function spanAsked(entity) {
  if (!view.around || view.around.entity !== entity) {
    view.around = null;
    return '&since=' + view.range;
  }
  const half = RANGES.find(([name]) => name === view.range)[1] * 500;
  const onset = millis(view.around.onset);
  return '&since=' + new Date(onset - half).toISOString() + '&until=' + new Date(onset + half).toISOString();
}

/** What was asked for, or that it is awaited, or why it cannot be had; what was had before is shown with its age. */
function part(thing, build) {
  if (thing.value) {
    return [thing.error !== null && el('p', {class: 'quiet'}, 'As of ' + clock(thing.heard, Date.now()) + '; it cannot be asked for now: ' + thing.error),
      build(thing.value)];
  }
  return thing.error === null ? el('p', {class: 'quiet'}, 'Loading …')
    : el('div', {class: 'failed', role: 'alert'}, el('p', {}, 'This cannot be shown now: ' + thing.error),
      el('button', {type: 'button', onclick: () => { thing.at = 0; askPast(shownEntity(), show); }}, 'Try again'));
}

function receipts(bill) {
  const served = bill.served;
  if (!served.watched_seconds) {
    return el('p', {class: 'quiet'}, 'No forecast of the last 7 days can be judged yet: that takes its horizon and half an hour more.');
  }
  return [
    el('dl', {class: 'numbers-row'},
      figure(served.failures ? served.warned + ' of ' + served.failures : '0', served.failures ? 'failures warned of' : 'failures'),
      figure(served.median_lead_seconds === null ? '–' : lasts(served.median_lead_seconds), 'median warning'),
      figure(String(served.false_alarms), served.false_alarms === 1 ? 'false alarm' : 'false alarms')),
    el('p', {class: 'quiet'}, 'Of the last 7 days, ' + lasts(served.watched_seconds) + ' with forecasts'
      + (bill.unjudged ? '; ' + many(bill.unjudged, 'failure') + ' not judged' : '') + (bill.standing ? '; one alarm still open' : '') + '.'),
    bill.outcomes.length > 0 && el('ul', {class: 'plain-list'}, bill.outcomes.slice(-6).reverse().map(one =>
      el('li', {}, el('span', {class: 'sign-cell', 'aria-hidden': 'true'}, ENDINGS[one.kind][0]), time(one.time), ' ' + ENDINGS[one.kind][1]
        + (one.lead_seconds === null ? '' : ', ' + lasts(one.lead_seconds) + ' before'))))];
}

function figure(value, name) {
  return el('div', {class: 'figure'}, el('dt', {}, name), el('dd', {}, value));
}

function labels(answer) {
  const some = answer.labels.slice(-8).reverse();
  if (!some.length) {
    return el('p', {class: 'quiet'}, 'Nobody has recorded anything in the last 30 days. Label files are not listed here.');
  }
  return el('ul', {class: 'plain-list'}, some.map(one => el('li', {}, chip(one.state), ' ', time(one.start), ' – ',
    one.end ? time(one.end, sameDay(one) ? CLOCK : MOMENT) : 'still open', el('span', {class: 'quiet'}, ' by ' + one.source))));
}

function sameDay(one) {
  return DAY.format(millis(one.start)) === DAY.format(millis(one.end));
}

function model(answer) {
  const serving = answer.models.find(one => one.aliases.includes('champion'));
  if (!serving) {
    return el('p', {class: 'quiet'}, 'No model yet. ', el('code', {}, 'agent train'), ' makes one from logs and labels; until then every forecast is unknown.');
  }
  if (!serving.card) {
    return el('p', {class: 'quiet'}, 'The model ' + serving.version + ' cannot be read: ' + serving.problem);
  }
  const card = serving.card;
  return [
    el('p', {class: 'lead'}, el('b', {}, serving.network), ', trained until ', time(card.trainedUntil), ' on ' + many(card.events, 'event') + ' and '
      + many((card.onsets || {}).red || 0, 'failure') + '.'),
    agent.status.model && el('p', {class: 'quiet'}, agent.status.model),
    card.backtest && scores(card.backtest, serving.network)];
}

/** On time later than the training, beside the best of the simple rules. */
function scores(backtest, name) {
  const red = backtest.scores.filter(one => one.level.toLowerCase() === 'red');
  const spans = [...new Set(red.map(one => one.horizon))];
  return el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Scores of the model'}, el('table', {class: 'scores'},
    el('caption', {}, 'Red, on later data: skill over always saying the base rate, and precision over recall (PR-AUC)'),
    el('thead', {}, el('tr', {}, ['horizon', 'skill', 'best baseline', 'PR-AUC', 'base rate'].map(word => el('th', {scope: 'col'}, word)))),
    el('tbody', {}, spans.map(span => {
      const own = red.find(one => one.horizon === span && one.model === name);
      return own && el('tr', {}, el('th', {scope: 'row'}, spoken(span)), el('td', {}, number(own.skill)),
        el('td', {}, rival(red, span, name)), el('td', {}, number(own.prAuc)),
        el('td', {}, number(own.positives / own.questions)));
    }))));
}

/** The skill of the best that it was compared with. */
function rival(all, span, name) {
  const others = all.filter(one => one.horizon === span && one.model !== name && Number.isFinite(one.skill));
  const best = others.sort((one, other) => other.skill - one.skill)[0];
  return best ? number(best.skill) + ' ' + best.model : '–';
}

function number(value) {
  return Number.isFinite(value) ? value.toFixed(Math.abs(value) < 0.1 ? 3 : 2) : '–';
}

/** A duration as the model's file has it. */
function spoken(span) {
  const seconds = typeof span === 'number' ? span : isoSeconds(span);
  return seconds === null ? String(span) : lasts(seconds);
}

function isoSeconds(span) {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(span);
  return found ? (found[1] || 0) * 3600 + (found[2] || 0) * 60 + Number(found[3] || 0) : null;
}
