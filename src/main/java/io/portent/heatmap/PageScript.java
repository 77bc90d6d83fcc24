package io.portent.heatmap;

/** The script of a page. A text here and no file: a stage opens none. It writes text nodes and pixels, never markup. */
final class PageScript {
    static final String TEXT = """

            "use strict";
            (() => {
              const at = id => document.getElementById(id);
              const bytes = text => {
                const raw = atob(text), out = new Uint8Array(raw.length);
                for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
                return out;
              };
              const data = JSON.parse(at("data").textContent);
              const rows = data.rows.labels.length, columns = data.columns.labels.length;
              const values = new Int8Array(bytes(data.values).buffer);
              const bands = data.bands.map(band => ({...band, tints: bytes(band.tints), strengths: bytes(band.strengths)}));
              const box = at("box"), canvas = at("canvas"), pen = canvas.getContext("2d");
              const cells = document.createElement("canvas"), dots = cells.getContext("2d");
              const dark = matchMedia("(prefers-color-scheme: dark)");
              const FONT = "system-ui, sans-serif", LINE = 18, GAP = 3;
              // Labels of one or two letters stand over each column; longer ones, such as times, over every so many.
              // A space in quotes is three letters for one that is not there.
              const brief = label => label === "' '" ? "\\u2423" : label;
              const longest = data.columns.labels.reduce((most, label) => Math.max(most, label.length), 0);
              const short = longest <= 6;
              const head = LINE * (1 + bands.length) + GAP;
              let colours, lut, shown, wide, high, gutter, cursor = null, waiting = false;

              const variance = row => {
                let sum = 0, squares = 0;
                for (let i = row * columns; i < (row + 1) * columns; i++) { sum += values[i]; squares += values[i] * values[i]; }
                return squares / columns - (sum / columns) ** 2;
              };
              const variances = Float64Array.from({length: rows}, (_, row) => variance(row));
              const varied = Array.from({length: rows}, (_, row) => row).sort((a, b) => variances[b] - variances[a] || a - b);

              const part = (rgb, shift) => rgb >> shift & 255;
              const mix = (from, to, share) => [16, 8, 0].map(shift => Math.round(part(from, shift) + (part(to, shift) - part(from, shift)) * share));
              const css = rgb => "rgb(" + rgb.join(",") + ")";
              const whole = rgb => css([16, 8, 0].map(shift => part(rgb, shift)));
              const bright = rgb => rgb[0] * .299 + rgb[1] * .587 + rgb[2] * .114 > 140;

              function recolour() {
                colours = dark.matches ? data.dark : data.light;
                const stops = colours.stops;
                lut = new Uint8ClampedArray(256 * 4);
                for (let value = -127; value <= 127; value++) {
                  const place = (value + 127) / 254 * (stops.length - 1), stop = Math.min(Math.floor(place), stops.length - 2);
                  lut.set([...mix(stops[stop], stops[stop + 1], place - stop), 255], (value & 255) * 4);
                }
                at("scale").style.background = "linear-gradient(to right," + stops.map(whole).join(",") + ")";
                document.querySelectorAll(".swatch").forEach(one => { one.style.background = whole(colours.tints[one.dataset.tint]); });
              }

              function arrange() {
                const most = Number(at("most").value), byVariance = at("order").value === "variance";
                shown = varied.slice(0, most);
                if (!byVariance) shown.sort((a, b) => a - b);
                at("shown").textContent = most === rows ? "all " + rows : most + " of " + rows + " that vary most";
                wide = Number(at("size").value);
                high = Math.max(2, Math.round(wide * .75));
                pen.font = "12px " + FONT;
                const names = [...bands.map(band => band.name), data.columns.noun, ...data.rows.labels.slice(0, 1000)];
                const widest = names.reduce((most, name) => Math.max(most, pen.measureText(name).width), 0);
                gutter = Math.ceil(Math.min(widest + 12, box.clientWidth * .34));
                at("space").style.width = gutter + columns * wide + "px";
                at("space").style.height = head + shown.length * high + "px";
                later();
              }

              function later() {
                if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); }
              }

              function seen() {
                const left = Math.max(0, Math.floor(box.scrollLeft / wide)), top = Math.max(0, Math.floor(box.scrollTop / high));
                return {left, top,
                  right: Math.min(columns, Math.ceil((box.scrollLeft + box.clientWidth - gutter) / wide)),
                  bottom: Math.min(shown.length, Math.ceil((box.scrollTop + box.clientHeight - head) / high))};
              }
              const x = column => gutter + column * wide - box.scrollLeft;
              const y = place => head + place * high - box.scrollTop;

              function draw() {
                const ratio = devicePixelRatio || 1, width = box.clientWidth, height = box.clientHeight;
                canvas.width = Math.round(width * ratio);
                canvas.height = Math.round(height * ratio);
                canvas.style.width = width + "px";
                canvas.style.height = height + "px";
                const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue("--ink");
                const soft = style.getPropertyValue("--soft"), paper = whole(colours.paper), view = seen();
                pen.setTransform(ratio, 0, 0, ratio, 0, 0);
                pen.direction = "ltr";
                pen.textBaseline = "middle";
                pen.fillStyle = paper;
                pen.fillRect(0, 0, width, height);
                drawCells(view);
                if (cursor) mark(style.getPropertyValue("--mark"), paper);
                pen.fillStyle = paper;
                pen.fillRect(0, 0, width, head);
                drawHead(view, ink, soft);
                drawBands(view, ink);
                pen.fillStyle = paper;
                pen.fillRect(0, 0, gutter, height);
                drawNames(view, ink, soft);
              }

              function drawCells(view) {
                const across = view.right - view.left, down = view.bottom - view.top;
                if (across < 1 || down < 1) return;
                cells.width = across;
                cells.height = down;
                const image = dots.createImageData(across, down);
                for (let place = 0; place < down; place++) {
                  const from = shown[view.top + place] * columns + view.left;
                  for (let i = 0; i < across; i++) {
                    const colour = (values[from + i] & 255) * 4, to = (place * across + i) * 4;
                    for (let k = 0; k < 4; k++) image.data[to + k] = lut[colour + k];
                  }
                }
                dots.putImageData(image, 0, 0);
                pen.imageSmoothingEnabled = false;
                pen.drawImage(cells, x(view.left), y(view.top), across * wide, down * high);
              }

              function mark(colour, around) {
                const place = shown.indexOf(cursor.row);
                if (place < 0) return;
                [[around, 6], [colour, 2]].forEach(([stroke, width]) => { // to be seen on light cells and on dark ones
                  pen.strokeStyle = stroke;
                  pen.lineWidth = width;
                  pen.strokeRect(x(cursor.column) - 1, y(place) - 1, wide + 2, high + 2);
                });
              }

              function drawHead(view, ink, soft) {
                pen.font = (short ? Math.min(13, wide) : 11) + "px " + FONT;
                pen.fillStyle = ink;
                if (short) {
                  if (wide < 7) return;
                  pen.textAlign = "center";
                  for (let i = view.left; i < view.right; i++) pen.fillText(brief(data.columns.labels[i]), x(i) + wide / 2, LINE / 2, wide - 1);
                  return;
                }
                pen.textAlign = "left";
                const room = pen.measureText("0".repeat(longest)).width + 14, every = Math.max(1, Math.ceil(room / wide));
                for (let i = Math.floor(view.left / every) * every; i < view.right; i += every) {
                  pen.fillStyle = soft;
                  pen.fillRect(x(i), 3, 1, LINE - 4);
                  pen.fillStyle = ink;
                  pen.fillText(data.columns.labels[i], x(i) + 4, LINE / 2, room - 6);
                }
              }

              function drawBands(view, ink) {
                pen.textAlign = "center";
                pen.font = Math.min(12, wide * .8) + "px " + FONT;
                bands.forEach((band, index) => {
                  const top = LINE * (1 + index);
                  for (let i = view.left; i < view.right; i++) {
                    const rgb = mix(colours.paper, colours.tints[band.tints[i]], band.strengths[i] / 255);
                    pen.fillStyle = css(rgb);
                    pen.fillRect(x(i), top, wide, LINE - 1);
                    if (wide < 8) continue;
                    pen.fillStyle = bright(rgb) ? "#000" : "#fff";
                    pen.fillText(brief(band.labels[i]), x(i) + wide / 2, top + LINE / 2, wide - 1);
                  }
                });
              }

              function drawNames(view, ink, soft) {
                pen.textAlign = "right";
                pen.font = "12px " + FONT;
                pen.fillStyle = soft;
                [data.columns.noun, ...bands.map(band => band.name)].forEach((name, index) => {
                  pen.fillText(name, gutter - 6, LINE * index + LINE / 2, gutter - 8);
                });
                pen.save();
                pen.beginPath();
                pen.rect(0, head, gutter, box.clientHeight);
                pen.clip();
                pen.font = Math.min(12, Math.max(9, high)) + "px " + FONT;
                pen.fillStyle = ink;
                const every = Math.max(1, Math.ceil(11 / high));
                for (let place = Math.floor(view.top / every) * every; place < view.bottom; place += every) {
                  pen.fillText(data.rows.labels[shown[place]], gutter - 6, y(place) + high / 2, gutter - 8);
                }
                pen.restore();
              }

              const apart = text => "\\u2068" + text + "\\u2069"; // letters from right to left turn nothing around them
              function words(row, column, between) {
                const value = values[row * columns + column] / 127;
                return [data.rows.noun + " " + apart(data.rows.labels[row]) + ", " + data.columns.noun + " " + (column + 1) + " "
                  + apart(data.columns.labels[column]) + ": " + (value > 0 ? "+" : "") + value.toFixed(2),
                  ...bands.map(band => band.name + ": " + apart(band.details[column]))].join(between);
              }

              function point(event) {
                const frame = box.getBoundingClientRect();
                const left = event.clientX - frame.left - box.clientLeft, top = event.clientY - frame.top - box.clientTop;
                const column = Math.floor((left - gutter + box.scrollLeft) / wide), place = Math.floor((top - head + box.scrollTop) / high);
                const inside = left >= gutter && top >= head && left < box.clientWidth && top < box.clientHeight;
                return inside && column < columns && place >= 0 && place < shown.length ? {row: shown[place], column, left, top} : null;
              }

              function hover(event) {
                const here = point(event), tip = at("tip");
                tip.hidden = !here;
                if (!here) return;
                tip.textContent = words(here.row, here.column, "\\n");
                const right = here.left + 18 + tip.offsetWidth <= box.clientWidth;
                tip.style.left = Math.max(0, right ? here.left + 16 : here.left - 16 - tip.offsetWidth) + "px";
                tip.style.top = Math.max(0, Math.min(here.top + 16, box.clientHeight - tip.offsetHeight)) + "px";
              }

              function moveTo(row, column, reveal) {
                cursor = {row, column};
                at("said").textContent = words(row, column, "; ");
                if (reveal) {
                  const place = shown.indexOf(row), left = column * wide, top = place * high;
                  box.scrollLeft = Math.max(left + wide - (box.clientWidth - gutter), Math.min(box.scrollLeft, left));
                  box.scrollTop = Math.max(top + high - (box.clientHeight - head), Math.min(box.scrollTop, top));
                }
                later();
              }

              function key(event) {
                const place = cursor ? shown.indexOf(cursor.row) : -1, column = cursor ? cursor.column : 0, far = event.ctrlKey || event.metaKey;
                const to = {ArrowLeft: [place, column - 1], ArrowRight: [place, column + 1], ArrowUp: [place - 1, column],
                  ArrowDown: [place + 1, column], PageUp: [place - 10, column], PageDown: [place + 10, column],
                  Home: [far ? 0 : place, 0], End: [far ? shown.length - 1 : place, columns - 1]}[event.key];
                if (!to || event.altKey) return;
                event.preventDefault();
                const bound = (n, most) => Math.max(0, Math.min(n, most));
                const first = place < 0 ? [0, event.key === "End" ? columns - 1 : 0] : to; // the first key only finds the cursor
                moveTo(shown[bound(first[0], shown.length - 1)], bound(first[1], columns - 1), true);
              }

              box.addEventListener("scroll", () => { at("tip").hidden = true; later(); });
              box.addEventListener("keydown", key);
              box.addEventListener("pointermove", hover);
              box.addEventListener("pointerleave", () => { at("tip").hidden = true; });
              box.addEventListener("click", event => { // a finger does not hover
                const here = point(event);
                if (here) moveTo(here.row, here.column, false);
                hover(event);
              });
              document.querySelector("form").addEventListener("submit", event => event.preventDefault());
              ["order", "most", "size"].forEach(id => at(id).addEventListener("input", arrange));
              dark.addEventListener("change", () => { recolour(); later(); });
              new ResizeObserver(arrange).observe(box);
              recolour();
              arrange();
            })();
            """;

    private PageScript() {}
}
