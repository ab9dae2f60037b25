// Numbers and sizes as text for people.

export const percent = (probability) =>
  probability > 0 && probability < 0.01 ? 'below 1 %' : `${Math.round(100 * probability)} %`;

export const shortPercent = (probability) => (probability < 0.005 ? '·' : `${Math.round(100 * probability)} %`);

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-3));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const mebibytes = (bytes) => `${Math.round((bytes / 1048576) * 10) / 10} MiB`;

export const hertz = (value) => (value >= 1000 ? `${value / 1000} kHz` : `${value} Hz`);

export function element(tag, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
