// Colour maps for the spectrogram: ember on night, and plum on paper. Plain ones for what was not heard yet.

const NIGHT = ['#140d16', '#1d1147', '#51127c', '#832681', '#b73779', '#e75263', '#fc8961', '#fec488', '#fcfdbf'];
const DAY = ['#f6efe6', '#fbd9bd', '#fbb38f', '#f28a76', '#de5f72', '#b93a7a', '#86247a', '#511a66', '#220d3c'];
const NIGHT_PLAIN = ['#1d151f', '#2f2433', '#5a4b5f', '#9a8b9d', '#dcd2da'];
const DAY_PLAIN = ['#f4ede5', '#e3d9d2', '#bdb0b1', '#857781', '#4a3d48'];

const dark = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => dark.matches;

export const onSchemeChange = (action) => dark.addEventListener('change', action);

const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// 256 colours between the anchors, [red, green, blue] each.
function table(anchors) {
  const colors = anchors.map(parse);
  return Array.from({ length: 256 }, (_, level) => {
    const place = (level / 255) * (colors.length - 1);
    const left = Math.min(Math.floor(place), colors.length - 2);
    return colors[left].map((part, i) => Math.round(part + (place - left) * (colors[left + 1][i] - part)));
  });
}

const tables = { night: table(NIGHT), day: table(DAY), nightPlain: table(NIGHT_PLAIN), dayPlain: table(DAY_PLAIN) };

export const colorMap = () => (isDark() ? tables.night : tables.day);

export const plainMap = () => (isDark() ? tables.nightPlain : tables.dayPlain);

export const cssColor = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export const rgb = ([red, green, blue], alpha = 1) => `rgb(${red} ${green} ${blue} / ${alpha})`;
