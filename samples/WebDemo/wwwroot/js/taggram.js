// Paints the taggram: a row a genre, a cell a part of the song, the darker the more probable; the part at the playhead stands out.
import { cssColor } from './colors.js';
import { fit } from './canvas.js';

export const ROWS = 6;
const GAP = 2;

export function paintTaggram(canvas, answer, current) {
  const { context, width, height } = fit(canvas);
  const parts = answer.taggram;
  const rows = Math.min(ROWS, answer.genres.length);
  const tall = height / rows;
  const perSecond = width / answer.seconds;
  const [accent, empty, ink] = [cssColor('accent'), cssColor('sunk'), cssColor('ink')];
  parts.forEach((part, i) => {
    const left = part.start * perSecond;
    const right = Math.min(part.end, parts[i + 1]?.start ?? answer.seconds) * perSecond;
    const wide = Math.max(1, right - left - (right - left > 6 ? GAP : 0));
    for (let row = 0; row < rows; row++) {
      const top = row * tall + GAP / 2;
      context.globalAlpha = 1;
      context.fillStyle = empty;
      context.fillRect(left, top, wide, tall - GAP);
      context.globalAlpha = Math.min(1, part.probabilities[row] ** 0.7);
      context.fillStyle = accent;
      context.fillRect(left, top, wide, tall - GAP);
    }
    context.globalAlpha = 1;
    if (part === current) {
      context.strokeStyle = ink;
      context.lineWidth = 1.5;
      context.strokeRect(left + 0.75, GAP / 2 + 0.75, wide - 1.5, height - GAP - 1.5);
    }
  });
}
