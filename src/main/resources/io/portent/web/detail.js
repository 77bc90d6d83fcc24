// One entity: how it stands, what is forecast for it, why, and what it is like.

function hero(forecast) {
  const stands = standing(forecast);
  const now = observed(forecast.entity);
  return el('section', {class: 'hero is-' + stands.state, 'aria-labelledby': 'entity-name'},
    el('h2', {id: 'entity-name', tabindex: -1}, forecast.entity),
    el('p', {class: 'verdict'}, icon(stands.state), el('strong', {}, stands.text)),
    stands.was && el('p', {class: 'why-unknown'}, stands.was),
    forecast.unknown && el('p', {class: 'why-unknown'}, forecast.unknown),
    el('p', {class: 'facts'}, agent.trouble ? 'Observed then: ' : 'Observed now: ', el('b', {}, now),
      ' · logs seen up to ', time(forecast.time, withDay(millis(forecast.time), millis(agent.status.time)))));
}

function horizons(forecast) {
  return el('ul', {class: 'horizons', 'aria-label': 'Forecast for each horizon'}, forecast.horizons.map(horizon => {
    const state = agent.trouble ? 'unknown' : horizon.state;
    return el('li', {class: 'card horizon'},
      el('span', {class: 'caption'}, 'next ' + horizon.horizon),
      chip(state, agent.trouble ? 'was ' + horizon.state : state),
      horizon.red !== null && shares(horizon));
  }));
}

/** How the chances divide, as lengths and as numbers. */
function shares(horizon) {
  const parts = [['red', horizon.red], ['orange', horizon.orange], ['green', horizon.green]];
  let x = 0;
  return [
    svg('svg', {class: 'shares', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true'}, parts.map(([state, part]) => {
      const from = x;
      x += part * 100;
      return svg('rect', {x: from, y: 0, width: part * 100, height: 6, class: 'band-' + state});
    })),
    el('span', {class: 'numbers'}, el('i', {}, 'red ', el('b', {}, percent(horizon.red))), ' ', el('i', {}, 'orange ', el('b', {}, percent(horizon.orange))))];
}

function why(forecast) {
  const reasons = forecast.why;
  if (!reasons) {
    return el('p', {class: 'quiet'}, worst(forecast).state === 'green' ? 'Nothing in the logs drives it away from green.'
      : worst(forecast).state === 'unknown' ? 'There is no forecast to explain.' : 'It goes on; what is there already needs no explanation.');
  }
  return [
    el('p', {class: 'lead'}, 'The chance of ', el('b', {}, reasons.level + (reasons.level === 'orange' ? ' or worse' : '')), ' within ' + lasts(reasons.seconds)
      + ' is ', el('b', {}, percent(reasons.chance)), reasons.without === null ? '.' : [', and would be ', el('b', {}, percent(reasons.without)), ' without this:']),
    el('ol', {class: 'causes'}, reasons.causes.map(cause)),
    !agent.status.log_text && reasons.causes.length > 0
      && el('p', {class: 'quiet'}, 'Texts of the logs are not shown here; web.log_text in the agent’s configuration allows it.'),
    resemblance(forecast.entity, reasons.resembles)];
}

const KINDS = {template: 'Messages of a kind', exception: 'Exceptions', field: 'Values of a field', value: 'Values in messages',
  severities: 'Warnings and errors', silence: 'Silence'};

function cause(one) {
  const share = Math.max(0, Math.min(1, one.share));
  return el('li', {},
    el('div', {class: 'cause-head'},
      el('span', {class: 'cause-name'}, one.text || KINDS[one.kind] || one.kind, one.id && !one.text && el('code', {}, ' ' + one.id)),
      el('b', {}, percent(share))),
    svg('svg', {class: 'share', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
      svg('rect', {x: 0, y: 0, width: 100, height: 4, class: 'rail'}), svg('rect', {x: 0, y: 0, width: share * 100, height: 4, class: 'bar-fill'})),
    el('p', {class: 'quiet'}, [one.text && (KINDS[one.kind] || one.kind), (one.count ? many(one.count, 'time') + ' in ' : 'in ')
      + many(one.windows.length, 'window'), one.windows.length && 'last at ' + CLOCK.format(millis(last(one.windows)))].filter(Boolean).join(', ')),
    one.lines && one.lines.length > 0 && el('details', {}, el('summary', {}, many(one.lines.length, 'example line')),
      one.lines.map(said => el('p', {class: 'log-line'}, el('code', {}, said.text), el('span', {class: 'quiet'}, said.file + ':' + said.line)))));
}

function resemblance(entity, like) {
  if (!like || !like.known) {
    return null;
  }
  const one = like.nearest;
  if (!one) {
    return el('p', {class: 'like'}, 'It resembles none of the ' + many(like.known, 'known incident') + '.');
  }
  return el('div', {class: 'like'}, el('h4', {}, 'Nearest past incident'),
    el('p', {}, chip(one.state), one.entity === entity ? ' of ' : ' of ' + one.entity + ', ', time(one.onset), ', ' + percent(one.likeness) + ' alike. It began ', el('b', {}, lasts(one.seconds)),
      ' after logs looked as they do now.'),
    agent.forecasts.some(forecast => forecast.entity === one.entity)
      ? el('button', {type: 'button', id: 'show-incident', class: 'link', onclick: () => lookBack({entity: one.entity, onset: one.onset})},
        'Show it on the timeline' + (one.entity === entity ? '' : ' of ' + one.entity))
      : el('p', {class: 'quiet'}, 'It befell ' + one.entity + ', which is not among the entities any more.'));
}

/** The timeline goes to a past incident, or back to now. */
function lookBack(around) {
  view.around = around;
  if (around && around.entity !== shownEntity()) {
    location.hash = '#entity=' + encodeURIComponent(around.entity);
    return;
  }
  show();
  goToTimeline();
}

function goToTimeline() {
  byId('line-title').focus({preventScroll: true});
  byId('line-title').scrollIntoView({block: 'center'});
}
