// What a person knows: that something was an incident, or a false alarm, or that somebody acted. Written with a token that stays in this tab.

const KEPT = 'portent-token';

const MARKS = {
  incident: {title: 'This was an incident', path: 'api/v1/labels', hint: 'The time is kept as red or orange by a person, whose word is trusted most.'},
  nothing: {title: 'A false alarm', path: 'api/v1/labels', hint: 'The time is kept as green by a person: it was nothing, whatever others say.'},
  acted: {title: 'We acted', path: 'api/v1/interventions', hint: 'If the failure does not come, it may have been averted: the time after this counts neither for nor against the forecast.'},
};

/** The tab may be forbidden to keep anything; then it is typed again. */
function token(value) {
  try {
    if (value === undefined) {
      return sessionStorage.getItem(KEPT) || '';
    }
    sessionStorage.setItem(KEPT, value);
  } catch (error) {
    return '';
  }
  return value;
}

function buttons() {
  if (!agent.status.writing) {
    return el('p', {class: 'quiet'}, 'To tell the agent what it was, set ', el('code', {}, 'web.token'), ' in its configuration.');
  }
  return el('div', {class: 'marks', role: 'group', 'aria-label': 'Tell the agent what it was'}, Object.entries(MARKS).map(([kind, mark]) =>
    el('button', {type: 'button', id: 'mark-' + kind, class: 'mark-button', onclick: () => openMark(kind)}, mark.title)));
}

/** The last stretch that was said or seen to be bad, or else the last quarter of an hour. */
function lately() {
  const now = millis(agent.status.time);
  const history = past.history.value;
  const said = history ? stretches(pointsOf(history, ''), now) : [];
  const seen = history ? history.observed.map(one => ({state: one.state, start: millis(one.start), end: millis(one.end)})) : [];
  const bad = said.concat(seen).filter(one => RANK[one.state] >= RANK.orange).sort((one, other) => one.end - other.end);
  return bad.length ? {start: last(bad).start, end: Math.min(now, last(bad).end)} : {start: now - 900000, end: now};
}

/** As an input of date and time takes it: the reader's clock, to the second. */
function local(at) {
  const date = new Date(Math.floor(at / 1000) * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

function field(name, words, attributes) {
  return el('label', {class: 'field'}, el('span', {}, words), el('input', {id: name, name, ...attributes}));
}

function moment(name, words, at, needed) {
  return field(name, words, {type: 'datetime-local', step: 1, value: local(at), max: local(millis(agent.status.time)), required: needed, 'data-at': at});
}

/** Clocks that are set back show some times twice: the one nearer to what stood there before is meant. Some never come: then the one after. */
function meant(input) {
  const first = new Date(input.value).getTime();
  const distance = at => Math.abs(at - Number(input.dataset.at));
  return [0, 30, 60].map(minutes => first + minutes * 60000).filter(at => local(at).startsWith(input.value))
    .sort((one, other) => distance(one) - distance(other))[0] ?? first;
}

function fields(kind) {
  const span = lately();
  if (kind === 'acted') {
    return moment('start', 'When (' + zone() + ')', millis(agent.status.time), true);
  }
  return [
    kind === 'incident' && el('label', {class: 'field'}, el('span', {}, 'How bad'), el('select', {id: 'state', name: 'state'},
      el('option', {value: 'red'}, 'red: failed'), el('option', {value: 'orange'}, 'orange: degraded'))),
    moment('start', 'From (' + zone() + ')', span.start, true),
    moment('end', kind === 'incident' ? 'Until (empty: it goes on)' : 'Until', span.end, kind !== 'incident')];
}

function openMark(kind) {
  const entity = shownEntity();
  const opener = document.activeElement;
  const form = el('form', {class: 'mark-form', novalidate: true},
    el('h2', {id: 'mark-title'}, MARKS[kind].title),
    el('p', {class: 'quiet'}, el('b', {}, entity), ' · ' + MARKS[kind].hint),
    fields(kind),
    field('note', 'Note', {type: 'text', maxlength: 500, autocomplete: 'off'}),
    field('token', 'Token (web.token); kept in this tab alone', {type: 'password', value: token(), required: true, pattern: '[\\x21-\\x7e]+', autocomplete: 'off'}),
    el('p', {id: 'mark-error', class: 'form-error', role: 'alert'}),
    el('div', {class: 'form-buttons'},
      el('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel'),
      el('button', {type: 'submit', id: 'send', name: 'send', class: 'primary'}, 'Record it')));
  const dialog = el('dialog', {id: 'mark', 'aria-labelledby': 'mark-title'}, form);
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(kind, entity, form, dialog);
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    (byId(opener && opener.id) || document.body).focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function message(kind, entity, form) {
  const at = name => new Date(meant(form.elements[name])).toISOString();
  const note = form.elements.note.value.trim();
  if (kind === 'acted') {
    return {entity, time: at('start'), note};
  }
  const state = kind === 'nothing' ? 'green' : form.elements.state.value;
  return {entity, state, start: at('start'), ...(form.elements.end.value ? {end: at('end')} : {}), note};
}

async function send(kind, entity, form, dialog) {
  const complain = words => { form.querySelector('.form-error').textContent = words; };
  const wrong = [...form.elements].find(one => !one.validity.valid);
  if (wrong) {
    wrong.focus();
    complain(wrong.closest('label').firstChild.textContent + ': ' + wrong.validationMessage);
    return;
  }
  form.elements.send.disabled = true;
  complain('');
  try {
    const answer = await write('POST', MARKS[kind].path, form.elements.token.value, message(kind, entity, form));
    token(form.elements.token.value);
    dialog.close();
    kept(kind, entity, answer);
  } catch (error) {
    complain(refused(error, 'kept'));
    form.elements.send.disabled = false;
  }
}

/** The token has a header of its own: where a proxy asks for a password, the browser sends that in the usual one. */
async function write(method, path, word, body) {
  const answer = await ask(path, {method, body: body && JSON.stringify(body),
    headers: {'Content-Type': 'application/json', 'X-Portent-Token': word}});
  return answer.json();
}

/** What is not heard of may have been done all the same. */
function refused(error, done) {
  if (error.status === 401 || error.status === 403) {
    return 'The agent refuses this token. ' + error.message;
  }
  return error.status === 503 || error.status >= 400 && error.status < 500 ? 'Nothing was ' + done + ': ' + error.message
    : 'Whether it was ' + done + ' is not known: ' + error.message + '. Send it again; that does no harm.';
}

function kept(kind, entity, answer) {
  const what = '“' + MARKS[kind].title + '” of ' + entity;
  say('Kept: ' + what + '. The agent takes it in with its next forecast.',
    answer.added === 1 && el('button', {type: 'button', id: 'take-back', class: 'link', onclick: () => takeBack(what, answer.keys[0])}, 'Take it back'));
  recordedAnew();
}

async function takeBack(what, key) {
  byId('take-back').disabled = true;
  try {
    await write('DELETE', 'api/v1/labels?key=' + encodeURIComponent(key), token());
    say('Taken back: ' + what + '. The agent forgets it with its next forecast.');
    recordedAnew();
  } catch (error) {
    say(refused(error, 'taken back'), el('button', {type: 'button', id: 'take-back', class: 'link', onclick: () => takeBack(what, key)}, 'Take it back'));
  }
}

function say(words, button) {
  byId('said').replaceChildren(words, ...[button && ' ', button].filter(Boolean));
}

function recordedAnew() {
  past.history.at = past.labels.at = past.receipts.at = 0;
  askPast(shownEntity(), show);
}
