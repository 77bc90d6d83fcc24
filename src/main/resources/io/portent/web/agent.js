// What the agent says, asked for again and again: little while nothing is new, and seldom while nobody looks.

const USUAL_WAIT = 5000;
const LONGEST_WAIT = 60000;
const PATIENCE = 10000;

/** So long after its last answer nothing looks as if it were so any more: the machine slept, or the browser put the tab to sleep. */
const TOO_LONG = 150000;

/** What could not be had is asked for again. */
const ERROR_WAIT = 10000;

const agent = {
  status: null, forecasts: [], health: new Map(), tags: {},
  /** When it answered last, by the reader's clock; and why it does not now, null while it does. */
  heard: null, trouble: null, failures: 0,
};

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...options});
  } catch (error) {
    throw new Error('the agent does not answer');
  }
  if (!answer.ok && answer.status !== 304) {
    const said = (await answer.text().catch(() => '')).trim().slice(0, 300);
    throw Object.assign(new Error(said || 'the agent answers with status ' + answer.status), {status: answer.status});
  }
  return answer;
}

async function json(path, options) {
  const answer = await ask(path, options);
  return answer.status === 304 ? null : answer.json();
}

async function fresh(name, path, take) {
  const tag = agent.tags[name];
  const answer = await ask(path, tag ? {headers: {'If-None-Match': tag}} : {});
  if (answer.status !== 304) {
    take(await answer.json());
    agent.tags[name] = answer.headers.get('ETag');
  }
}

/** What nobody says any more is shown as what was said last, and as such. */
function saidLast(forecast) {
  return forecast.left_behind ? {...forecast, unknown: null, horizons: forecast.left_behind} : forecast;
}

async function hear() {
  const status = await json('api/v1/status');
  const news = [];
  if (status.forecast_tag !== agent.tags.forecast) {
    news.push(fresh('forecast', 'api/v1/forecast', answer => { agent.forecasts = answer.forecasts.map(saidLast); }));
  }
  if (status.health_tag !== agent.tags.health) {
    news.push(fresh('health', 'api/v1/health', answer => {
      agent.health = new Map(answer.health.map(one => [one.entity, one.state]));
    }));
  }
  await Promise.all(news);
  agent.status = status;
}

/** Why forecasts that it gives out are none: they are older than it lets them be, so it answers and no longer looks. Both times are its own. */
function lateness() {
  const oldest = Math.min(...agent.forecasts.filter(one => one.unknown === null).map(one => millis(one.time)));
  const late = millis(agent.status.time) - oldest > agent.status.stale_after_seconds * 1000;
  return late ? 'it answers, but has made no forecast since it had seen the logs up to ' + clock(oldest, millis(agent.status.time)) : null;
}

let timer = 0;
let asking = false;

async function poll(show) {
  clearTimeout(timer);
  if (asking) {
    return;
  }
  asking = true;
  if (agent.heard !== null && Math.abs(Date.now() - agent.heard) > TOO_LONG && !agent.trouble) {
    Object.assign(agent, {trouble: 'the agent was not asked for some time', failures: 1});
    show();
  }
  try {
    await hear();
    Object.assign(agent, {heard: Date.now(), trouble: lateness(), failures: 0});
  } catch (error) {
    agent.trouble = error.message;
    agent.failures++;
  }
  asking = false;
  timer = setTimeout(poll, document.hidden ? LONGEST_WAIT : Math.min(USUAL_WAIT * 2 ** agent.failures, LONGEST_WAIT), show);
  show();
}

/** A hidden tab asks, too: its title says how things are. */
function follow(show) {
  document.addEventListener('visibilitychange', () => document.hidden || poll(show));
  poll(show);
}

/** Of one thing that is asked for now and then: what was answered, or why not. */
function wanted(load) {
  return {key: null, value: null, heard: null, error: null, at: 0, busy: false, load};
}

/** Asks where the key is another one, or the answer is older than so many milliseconds. */
async function want(thing, key, age, show) {
  const due = thing.error === null ? age : Math.min(age, ERROR_WAIT);
  if (thing.key === key && (thing.busy || Math.abs(Date.now() - thing.at) < due)) {
    return;
  }
  Object.assign(thing, thing.key === key ? {} : {value: null, error: null}, {key, at: Date.now(), busy: true});
  try {
    const value = await thing.load(key);
    if (thing.key === key) {
      Object.assign(thing, {value, heard: Date.now(), error: null, busy: false});
    }
  } catch (error) {
    if (thing.key === key) {
      Object.assign(thing, {error: error.message, busy: false});
    }
  }
  show();
}
