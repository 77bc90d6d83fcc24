'use strict';
// Draws what the tables of the page say. Plots are made when they come into view, and made anew when the colours change.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const LINES = {climatology: '···', persistence: '– –', 'error-rate': '– · –', logistic: '- - -'};
  const DASHES = {climatology: [2, 4], persistence: [8, 4], 'error-rate': [8, 3, 2, 3], logistic: [5, 3]};
  const made = new Map();
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const ofModel = name => name === data.judgement.model ? colour('own') : colour(name) || colour('soft');
  const percent = v => v == null ? '–' : (100 * v).toFixed(v > 0 && v < 0.1 ? 2 : 1) + ' %';
  const plain = digits => (u, v) => v == null ? '–' : v.toFixed(digits);

  const axis = (label, more) => Object.assign({
    label, stroke: colour('ink'), grid: {stroke: colour('grid'), width: 1}, ticks: {stroke: colour('line'), width: 1},
    font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif', labelSize: 20
  }, more);
  // Hours of UTC, and the day where it begins.
  const clock = (u, splits) => {
    let day = '';
    return splits.map(v => {
      const iso = new Date(1000 * v).toISOString();
      const fresh = iso.slice(5, 10) !== day;
      day = iso.slice(5, 10);
      const hour = iso.slice(11, 16);
      return fresh ? (hour === '00:00' ? day : hour + '\n' + day) : hour;
    });
  };
  const share = label => axis(label, {values: (u, all) => all.map(v => Math.round(100 * v) + ' %'), size: 52});
  const line = (name, more) => Object.assign({
    label: (LINES[name] || '——') + ' ' + name, stroke: ofModel(name), width: name === data.judgement.model ? 2.5 : 1.5, dash: DASHES[name],
    spanGaps: true, points: {show: false}, value: (u, v) => percent(v)
  }, more);
  const unit = () => ({time: false, range: [0, 1]});

  // Series that each have their own points across, side by side.
  const joined = tables => uPlot.join(tables.map(t => [t.map(p => p[0]), t.map(p => p[1])]));
  const rising = points => {
    const sorted = points.filter(p => p[0] != null && p[1] != null).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return sorted.filter((p, i) => i === 0 || p[0] !== sorted[i - 1][0]);
  };

  const PLOTS = {
    pr(verdict) {
      const names = Object.keys(verdict.models);
      // The area is that under steps: between two thresholds there is none, and a straight line would promise more.
      const steps = points => points.length ? [[0, points[0][1]], ...points.filter(p => p[0] > 0)] : points;
      const tables = names.map(n => steps(rising(verdict.models[n].precision_recall.map(p => [p[1], p[2]]))));
      tables.push([[0, verdict.base_rate], [1, verdict.base_rate]]);
      const alone = n => verdict.models[n].precision_recall.length === 1;
      return {
        data: joined(tables),
        options: {
          scales: {x: unit(), y: unit()},
          axes: [share('recall'), share('precision')],
          series: [{label: 'recall', value: (u, v) => percent(v)},
            ...names.map(n => line(n, {paths: uPlot.paths.stepped({align: -1}), points: {show: alone(n), size: 7}})),
            line('base rate', {label: '· · base rate', stroke: colour('soft'), dash: [1, 3], width: 1})]
        }
      };
    },
    reliability(verdict) {
      const own = verdict.models[data.judgement.model];
      const dots = bins => rising(bins.filter(b => b[0] > 0).map(b => [b[1] / b[0], b[2] / b[0]]));
      const dot = (name, c, size) => ({label: name, stroke: c, width: 1.5, spanGaps: true, value: (u, v) => percent(v),
        points: {show: true, size, stroke: c, fill: size > 8 ? colour('paper') : c}});
      return {
        data: joined([dots(own.reliability), dots(own.reliability_counted), [[0, 0], [1, 1]]]),
        options: {
          scales: {x: unit(), y: unit()},
          axes: [share('chance given'), share('an onset followed')],
          series: [{label: 'chance given', value: (u, v) => percent(v)},
            dot('○ in equal ranges', colour('own'), 10), dot('• in equal parts', colour('logistic'), 6),
            line('as it should be', {label: '- - as it should be', stroke: colour('soft'), dash: [4, 4], width: 1})]
        }
      };
    },
    detection(verdict) {
      const names = Object.keys(verdict.models).filter(n => verdict.models[n].detection.length > 0);
      const alarms = verdict.models[data.judgement.model].alarms;
      const onsets = alarms.onsets || 1;
      const steps = n => {
        let best = 0;
        return rising(verdict.models[n].detection.map(p => [p[2], p[1] / onsets])).map(p => [p[0], best = Math.max(best, p[1])]);
      };
      const tables = names.map(steps);
      if (alarms.false_alarms_per_week != null) tables.push([[alarms.false_alarms_per_week, alarms.warned / onsets]]);
      // Nobody bears more than one a day, or three times what the model cost: further right the curve says nothing.
      const most = Math.min(Math.max(7, 3 * (alarms.false_alarms_per_week || 0)), Math.max(0.5, ...tables.flat().map(p => p[0])));
      return {
        data: joined(tables),
        options: {
          scales: {x: {time: false, range: [0, most * 1.05]}, y: {range: [0, 1.04]}},
          axes: [axis('false alarms per entity-week'), share('onsets warned of')],
          series: [{label: 'false alarms', value: plain(2)},
            ...names.map(n => line(n, {paths: uPlot.paths.stepped({align: 1}), points: {show: true, size: 5, fill: ofModel(n)}})),
            ...(tables.length > names.length ? [{label: '✕ at its threshold', stroke: colour('red'), value: (u, v) => percent(v),
              paths: () => null, points: {show: true, size: 14, paths: cross}}] : [])]
        }
      };
    },
    leads(verdict, index) {
      const {seconds, counts} = data.leads[index];
      const scale = verdict.seconds < 7200 ? 60 : verdict.seconds < 172800 ? 3600 : 86400;
      const name = {60: 'minutes', 3600: 'hours', 86400: 'days'}[scale];
      return {
        data: [counts.map((c, i) => (i + 0.5) * seconds / scale), counts],
        options: {
          scales: {x: {time: false, range: [0, counts.length * seconds / scale]}, y: {range: (u, low, high) => [0, Math.max(1, high) * 1.05]}},
          axes: [axis(name + ' before the onset'), axis('incidents', {size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]})],
          series: [{label: name, value: plain(1)},
            {label: 'incidents', stroke: colour('own'), fill: colour('own'), width: 0, points: {show: false},
              paths: uPlot.paths.bars({size: [0.86, 80]}), value: plain(0)}]
        }
      };
    },
    timeline: (verdict, index) => trace(data.timelines[index], data.timelines.length > 3 ? 180 : 240),
    around: (verdict, index) => trace(data.around[index], 200)
  };

  function cross(u, seriesIdx, idx0, idx1) {
    const path = new Path2D();
    const size = 7 * devicePixelRatio;
    for (let i = 0; i < u.data[0].length; i++) {
      if (u.data[seriesIdx][i] == null) continue;
      const x = u.valToPos(u.data[0][i], 'x', true), y = u.valToPos(u.data[seriesIdx][i], 'y', true);
      path.moveTo(x - size, y - size); path.lineTo(x + size, y + size);
      path.moveTo(x - size, y + size); path.lineTo(x + size, y - size);
    }
    return {stroke: path, fill: null};
  }

  function trace(one, height) {
    // A forecast stands until the next.
    const held = {paths: uPlot.paths.stepped({align: 1}), points: {show: one.times.length < 40, size: 5}};
    const h = Number(document.getElementById('horizon').value);
    return {
      height,
      data: [one.times, one.red[h], one.orange[h]],
      options: {
        scales: {x: {time: true}, y: {range: [0, 1]}},
        axes: [axis(null, {labelSize: 0, values: clock, space: 64}), share('chance within ' + data.horizons[h])],
        series: [{label: 'UTC', value: (u, v) => v == null ? '–' : new Date(1000 * v).toISOString().slice(0, 16).replace('T', ' ')},
          {label: '■ — red', stroke: colour('red'), width: 2, ...held, value: (u, v) => percent(v)},
          {label: '▲ - - orange or worse', stroke: colour('orange'), width: 1.25, dash: [4, 3], ...held, value: (u, v) => percent(v)}],
        tzDate: ts => uPlot.tzDate(new Date(1000 * ts), 'Etc/UTC'),
        hooks: {drawClear: [u => bands(u, one)], draw: [u => strip(u, one, h)]}
      }
    };
  }

  // What happened: a band for each state, with the shape that goes with its colour on top.
  function bands(u, one) {
    const {ctx, bbox} = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.font = 11 * devicePixelRatio + 'px system-ui, sans-serif';
    ctx.textAlign = 'center';
    for (const [level, from, to] of one.spans) {
      const left = u.valToPos(from, 'x', true);
      const right = to == null ? bbox.left + bbox.width : u.valToPos(to, 'x', true);
      ctx.fillStyle = colour(level + '-band');
      ctx.fillRect(left, bbox.top, Math.max(2 * devicePixelRatio, right - left), bbox.height);
      ctx.fillStyle = colour(level);
      const worse = one.spans.some(s => level === 'orange' && s[0] === 'red' && s[1] >= from && (to == null || s[1] < to));
      if (!worse) ctx.fillText(level === 'red' ? '■' : '▲', (left + Math.max(left, right)) / 2, bbox.top + 11 * devicePixelRatio);
    }
    ctx.restore();
  }

  // What was forecast: red reaches twice as high as orange.
  function strip(u, one, h) {
    const {ctx, bbox} = u;
    const bottom = bbox.top + bbox.height;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    one.states[h].forEach((state, i) => {
      if (state < 1) return;
      const x = u.valToPos(one.times[i], 'x', true);
      const next = i + 1 < one.times.length ? u.valToPos(one.times[i + 1], 'x', true) : x + 2;
      const high = (state === 2 ? 10 : 5) * devicePixelRatio;
      ctx.fillStyle = colour(state === 2 ? 'red' : 'orange');
      ctx.fillRect(x, bottom - high, Math.max(1, next - x), high);
    });
    ctx.restore();
  }

  function make(figure) {
    const plot = figure.querySelector('.plot');
    const index = Number(figure.dataset.index);
    const made = PLOTS[figure.dataset.plot](data.judgement.verdicts[index], index);
    plot.textContent = '';
    const u = new uPlot(Object.assign({
      width: Math.max(200, plot.clientWidth), height: made.height || 300,
      legend: {live: true}, cursor: {focus: {prox: 24}}
    }, made.options), made.data, plot);
    return u;
  }

  const seen = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting && !made.has(entry.target)) {
      made.set(entry.target, make(entry.target));
    }
  }), {rootMargin: '300px'});
  document.documentElement.classList.add('drawn'); // keeps the places of plots that are not drawn yet
  const figures = document.querySelectorAll('figure[data-plot]');
  figures.forEach(figure => seen.observe(figure));

  const wide = new ResizeObserver(entries => entries.forEach(entry => {
    const u = made.get(entry.target.parentNode);
    const width = Math.floor(entry.contentRect.width);
    if (u && width >= 200 && Math.abs(width - u.width) > 1) u.setSize({width, height: u.height});
  }));
  document.querySelectorAll('.plot').forEach(plot => wide.observe(plot));

  function again(wanted) {
    made.forEach((u, figure) => {
      if (wanted(figure)) {
        u.destroy();
        made.set(figure, make(figure));
      }
    });
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => again(() => true));
  document.getElementById('horizon').addEventListener('change', () => again(f => ['timeline', 'around'].includes(f.dataset.plot)));
  document.querySelector('form.controls').addEventListener('submit', event => event.preventDefault());

  // Arrow keys go from point to point and say what stands there.
  document.addEventListener('keydown', event => {
    const plot = event.target.closest && event.target.closest('.plot');
    const u = plot && made.get(plot.parentNode);
    const step = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity}[event.key];
    if (!u || step === undefined) return;
    event.preventDefault();
    const last = u.data[0].length - 1;
    const at = u.cursor.idx == null ? (step < 0 ? last : 0) : u.cursor.idx + step;
    const idx = Math.max(0, Math.min(last, at));
    u.setCursor({left: u.valToPos(u.data[0][idx], 'x'), top: u.over.clientHeight / 2});
    plot.parentNode.querySelector('.said').textContent = u.series
        .map((s, i) => u.data[i][idx] == null ? null : s.label + ' ' + s.value(u, u.data[i][idx], i, idx))
        .filter(Boolean).join(', ');
  });

  // A link into a closed part opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
