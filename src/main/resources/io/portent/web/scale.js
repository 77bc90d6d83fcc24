// Where a moment and a chance lie on the timeline: what was takes the left part, and what is to come the right one, on scales of their own.

const HEIGHT = {top: 26, chart: 150, said: 206, seen: 250, band: 14, axis: 284, all: 292};
const RANGES = [['1h', 3600], ['6h', 21600], ['24h', 86400], ['7d', 604800]];
const STEPS = [300, 600, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800];

function scaleOf(width, since, now, ahead) {
  const left = 46;
  const right = width - 10;
  const split = !ahead ? right : left + (right - left) * (width < 560 ? 0.64 : 0.74);
  return {
    left, right, split, since, now, ahead, width,
    x: at => at <= now
      ? left + Math.max(0, at - since) / (now - since) * (split - left)
      : split + Math.min(1, (at - now) / ahead) * (right - split),
    y: chance => HEIGHT.top + (1 - chance) * HEIGHT.chart,
  };
}

/** Round moments in the reader's zone, as many as there is room for. */
function ticks(scale) {
  const span = (scale.now - scale.since) / 1000;
  const room = Math.max(2, Math.floor((scale.split - scale.left) / 54));
  const step = (STEPS.find(one => span / one <= room) || last(STEPS)) * 1000;
  const offset = at => new Date(at).getTimezoneOffset() * 60000;
  const all = [];
  for (let at = Math.ceil((scale.since - offset(scale.since)) / step) * step + offset(scale.since); at < scale.now; at += step) {
    const round = at + offset(at) - offset(scale.since); // clocks may have been set since
    if (round >= scale.since && round < scale.now && scale.x(round) < scale.right - 15) {
      all.push({at: round, text: step >= 86400000 ? DAY.format(round) : CLOCK.format(round)});
    }
  }
  return all;
}

function line(x1, y1, x2, y2, kind) {
  return svg('line', {x1, y1, x2, y2, class: kind});
}

function text(x, y, kind, words) {
  return svg('text', {x, y, class: kind}, words);
}

function path(points) {
  return points.map((point, i) => (i ? 'L' : 'M') + point[0].toFixed(1) + ' ' + point[1].toFixed(1)).join('');
}

/** Points that follow one another without a hole. */
function unbroken(points) {
  const gaps = points.slice(1).map((point, i) => point.at - points[i].at).sort((a, b) => a - b);
  const hole = 4 * (gaps[Math.floor(gaps.length / 2)] || 0);
  const runs = [];
  points.forEach((point, i) => {
    if (!point.known) {
      return;
    }
    const before = points[i - 1];
    if (!before || !before.known || point.at - before.at > hole) {
      runs.push([]);
    }
    last(runs).push(point);
  });
  return runs;
}

/** The state that was said from each point on, until the next one or, where none came, for as long as usual. */
function stretches(points, until) {
  const gaps = points.slice(1).map((point, i) => point.at - points[i].at).sort((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 2)] || 60000;
  const all = [];
  points.forEach((point, i) => {
    const next = i + 1 < points.length ? points[i + 1].at : until;
    const end = Math.min(next, point.at + 4 * usual, until);
    const before = last(all);
    if (before && before.state === point.state && before.end >= point.at) {
      before.end = end;
    } else {
      all.push({state: point.state, start: point.at, end});
    }
  });
  return all;
}
