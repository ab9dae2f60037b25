// Records the microphone as a WAV file, which every server reads: samples come from an audio worklet, nothing is compressed.
import { clock } from './format.js';
import { fit } from './canvas.js';
import { cssColor } from './colors.js';
import { wavFile } from './wav.js';

const MOST_SECONDS = 30;
const LEAST_SECONDS = 1;
const $ = (id) => document.getElementById(id);

export class Recorder {
  #take;
  #announce;
  #blocks = [];
  #levels = [];
  #count = 0;
  #context = null;
  #stream = null;

  constructor(take, announce) {
    this.#take = take;
    this.#announce = announce;
  }

  attach(button) {
    button.addEventListener('click', () => this.#start(button));
    $('stop').addEventListener('click', () => this.#finish());
    $('discard').addEventListener('click', () => this.#close());
    $('recorder').addEventListener('cancel', (e) => {
      e.preventDefault();
      this.#close();
    });
  }

  async #start(button) {
    button.disabled = true;
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('', 'NotSupportedError');
      // What helps speech harms music.
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
      this.#context = new AudioContext();
      await this.#context.audioWorklet.addModule(new URL('capture-worklet.js', import.meta.url));
      const capture = new AudioWorkletNode(this.#context, 'capture', { numberOfOutputs: 0 });
      capture.port.onmessage = ({ data }) => this.#hear(data);
      [this.#blocks, this.#levels, this.#count] = [[], [], 0];
      this.#context.createMediaStreamSource(this.#stream).connect(capture);
      $('recorded').textContent = '0:00';
      $('recorder').showModal();
      this.#announce('Recording');
    } catch (error) {
      this.#close();
      this.#announce(explain(error));
      const hint = $('hint');
      hint.textContent = explain(error);
    } finally {
      button.disabled = false;
    }
  }

  #hear(block) {
    if (!this.#context) return;
    this.#blocks.push(block);
    this.#count += block.length;
    this.#levels.push(Math.sqrt(block.reduce((sum, sample) => sum + sample * sample, 0) / block.length));
    const seconds = this.#count / this.#context.sampleRate;
    $('recorded').textContent = clock(seconds);
    this.#draw();
    if (seconds >= MOST_SECONDS) this.#finish();
  }

  #draw() {
    const { context, width, height } = fit($('level'));
    const bars = Math.floor(width / 5);
    context.fillStyle = cssColor('accent');
    this.#levels.slice(-bars).forEach((level, i) => {
      const tall = Math.max(2, height * Math.min(1, Math.sqrt(level) * 1.3) - 12);
      context.fillRect(i * 5 + 1, (height - tall) / 2, 3, tall);
    });
  }

  #finish() {
    const rate = this.#context?.sampleRate;
    if (!rate) return;
    const [blocks, count] = [this.#blocks, this.#count];
    this.#close();
    if (count < LEAST_SECONDS * rate) this.#announce('That was too short to tell anything. Record at least one second.');
    else this.#take(wavFile(blocks, count, rate));
  }

  #close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#context?.close();
    [this.#stream, this.#context] = [null, null];
    if ($('recorder').open) $('recorder').close();
  }
}

function explain(error) {
  if (error.name === 'NotAllowedError') return 'The microphone is blocked. Allow it for this page in the browser, and try again.';
  if (error.name === 'NotFoundError') return 'There is no microphone.';
  if (error.name === 'NotSupportedError') return 'Browsers record on secure pages only: open this one by https or as localhost.';
  return 'The microphone cannot be used. Perhaps another program holds it.';
}
