import { createStore, type StoreApi } from "zustand/vanilla";

/** What a person in the room can expect to hear. */
export type Sound = "on" | "muted" | "blocked";

/** Two falling tones: attention without alarm in the voice. Hertz, and seconds from the start. */
const tones = [
  [880, 0],
  [660, 0.35],
] as const;
const toneSeconds = 0.6;

/** The one sound of the wall. A browser may forbid sound until somebody touches the page; the wall then says so. */
export class Chime {
  readonly store: StoreApi<{ sound: Sound }>;
  readonly #context = new AudioContext();
  #isMuted: boolean;

  constructor(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.store = createStore(() => ({ sound: this.#sound }));
    this.#context.addEventListener("statechange", () => this.#tell());
    for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => void this.#context.resume());
  }

  get #sound(): Sound {
    if (this.#isMuted) return "muted";
    return this.#context.state === "running" ? "on" : "blocked";
  }

  #tell(): void {
    if (this.store.getState().sound !== this.#sound) this.store.setState({ sound: this.#sound });
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#tell();
  }

  /** Rings once; true when it could be heard. */
  ring(): boolean {
    if (this.#sound !== "on") return false;
    const start = this.#context.currentTime;
    for (const [hertz, after] of tones) {
      const tone = new OscillatorNode(this.#context, { frequency: hertz, type: "triangle" });
      const volume = new GainNode(this.#context, { gain: 0 });
      volume.gain.setValueAtTime(0, start + after);
      volume.gain.linearRampToValueAtTime(0.5, start + after + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + after + toneSeconds);
      tone.connect(volume).connect(this.#context.destination);
      tone.start(start + after);
      tone.stop(start + after + toneSeconds);
    }
    return true;
  }
}
