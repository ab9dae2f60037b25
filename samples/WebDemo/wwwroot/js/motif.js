// The picture on the empty page: a song as columns of dots, in the colours of the spectrogram.
import { colorMap, onSchemeChange, rgb } from './colors.js';
import { fit } from './canvas.js';

const STEP = 14;
const drawn = new Set();

export function drawMotif(canvas) {
  if (!drawn.has(canvas)) {
    drawn.add(canvas);
    new ResizeObserver(() => paint(canvas)).observe(canvas);
    onSchemeChange(() => paint(canvas));
  }
  paint(canvas);
}

function paint(canvas) {
  const { context, width, height } = fit(canvas);
  const map = colorMap();
  const columns = Math.ceil(width / STEP);
  const rows = Math.ceil(height / STEP);
  for (let x = 0; x < columns; x++) {
    const beat = 0.55 + 0.45 * Math.abs(Math.sin(x * 0.39) * Math.cos(x * 0.083 + 0.7));
    const swell = 0.35 + 0.65 * Math.sin((Math.PI * (x + 0.5)) / columns) ** 1.5;
    for (let y = 0; y < rows; y++) {
      const high = y / (rows - 1);
      const partial = 0.5 + 0.5 * Math.cos(high * 21 + Math.sin(x * 0.11) * 2.4);
      const level = beat * swell * (1.05 - 0.75 * high) * (0.35 + 0.65 * partial);
      // The left is for the words.
      const clear = Math.min(1, Math.max(0, (x / columns - 0.22) * 2.4)) * (width < 600 ? Math.min(1, high * 1.6) : 1);
      const seen = Math.max(0, level * clear);
      if (seen < 0.06) continue;
      context.fillStyle = rgb(map[Math.min(255, Math.round(40 + 215 * seen))]);
      context.beginPath();
      context.arc((x + 0.5) * STEP, height - (y + 0.5) * STEP, 1 + 4.2 * seen, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
