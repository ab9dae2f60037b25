// Paints the mel spectrogram: in colour what was heard, plain what is to come, and what speaks for and against a genre above it.
import { colorMap, cssColor, isDark, plainMap } from './colors.js';
import { fit } from './canvas.js';

/** A spectrogram in the colours of each scheme, made once. */
export class Pictures {
  #levels;
  #made = new Map();

  constructor(levels, width, height) {
    Object.assign(this, { width, height });
    this.#levels = levels;
  }

  static async of({ png, width, height }) {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), { colorSpaceConversion: 'none' });
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return new Pictures(context.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 === 0), width, height);
  }

  get colored() {
    return this.#get(`colored ${isDark()}`, colorMap());
  }

  get plain() {
    return this.#get(`plain ${isDark()}`, plainMap());
  }

  #get(key, map) {
    if (!this.#made.has(key)) {
      const canvas = new OffscreenCanvas(this.width, this.height);
      const pixels = new Uint8ClampedArray(4 * this.#levels.length);
      this.#levels.forEach((level, i) => pixels.set([...map[level], 255], 4 * i));
      canvas.getContext('2d').putImageData(new ImageData(pixels, this.width, this.height), 0, 0);
      this.#made.set(key, canvas);
    }
    return this.#made.get(key);
  }
}

export function paintSpectrogram(canvas, pictures, answer, heard, reasons) {
  const { context, width, height } = fit(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(pictures.plain, 0, 0, width, height);
  if (reasons) {
    paintReasons(context, width, height, answer, reasons);
    return;
  }
  context.save();
  context.beginPath();
  context.rect(0, 0, width * heard, height);
  context.clip();
  context.drawImage(pictures.colored, 0, 0, width, height);
  context.restore();
}

function paintReasons(context, width, height, answer, reasons) {
  const strongest = Math.max(0.25, ...reasons.patches.map((patch) => Math.abs(patch.evidence)));
  const colors = [cssColor('against'), cssColor('for')];
  const perSecond = width / answer.seconds;
  for (const patch of reasons.patches) {
    context.globalAlpha = 0.85 * (Math.abs(patch.evidence) / strongest) ** 0.8;
    context.fillStyle = colors[patch.evidence > 0 ? 1 : 0];
    const left = Math.round(patch.start * perSecond);
    const top = Math.round((1 - patch.high) * height);
    context.fillRect(left, top, Math.round(patch.end * perSecond) - left, Math.round((1 - patch.low) * height) - top);
  }
  context.globalAlpha = 1;
}
