// What a forecast comes to, in words and in an order.

const RANK = {green: 0, unknown: 1, orange: 2, red: 3};

function observed(entity) {
  return agent.health.get(entity) || 'unknown';
}

/** The worst state that is forecast, and the first horizon that it is forecast for. */
function worst(forecast) {
  let found = null;
  for (const horizon of forecast.horizons) {
    if (!found || RANK[horizon.state] > RANK[found.state]) {
      found = horizon;
    }
  }
  return found || {state: 'unknown', horizon: '', seconds: 0, red: null, orange: null};
}

function last(list) {
  return list[list.length - 1];
}

function chance(horizon, state) {
  if (horizon.red === null || horizon.red === undefined) {
    return null;
  }
  return state === 'red' ? horizon.red : horizon.red + horizon.orange;
}

/** What is worse comes first; then what comes sooner; then what is likelier. */
function byRisk(one, other) {
  const a = worst(one);
  const b = worst(other);
  return RANK[b.state] - RANK[a.state]
    || (a.state === 'green' || a.state === 'unknown' ? 0 : a.seconds - b.seconds)
    || (chance(last(other.horizons) || {}, 'orange') || 0) - (chance(last(one.horizons) || {}, 'orange') || 0)
    || one.entity.localeCompare(other.entity);
}

/** How an entity stands as a state and a sentence. While the agent is silent, or does not look, nothing is known of now. */
function standing(forecast) {
  const at = worst(forecast);
  const now = observed(forecast.entity);
  const said = sentence(forecast, at, now);
  if (agent.trouble) {
    return {state: 'unknown', text: 'Unknown: the agent ' + (agent.failures ? 'does not answer' : 'makes no forecasts'), short: 'was ' + at.state, was: 'It said last: ' + said};
  }
  return {state: at.state, text: said, short: shortly(at, now), was: null};
}

function shortly(at, now) {
  if (at.state === 'red' || at.state === 'orange') {
    return at.state === now ? at.state + ' now' : at.state + ' within ' + at.horizon;
  }
  return at.state;
}

function sentence(forecast, at, now) {
  if (at.state === 'unknown') {
    return 'Unknown';
  }
  const word = at.state[0].toUpperCase() + at.state.slice(1);
  if (at.state === 'green') {
    const end = last(forecast.horizons);
    return 'Green for the next ' + end.horizon;
  }
  return at.state === now ? word + ' now' : word + ' expected within ' + at.horizon;
}

function counts() {
  const count = {red: 0, orange: 0, unknown: 0, green: 0};
  agent.forecasts.forEach(forecast => { count[standing(forecast).state]++; });
  return count;
}
