import type { Principal } from "../access/decide.ts";
import { type BeliefOptions, Beliefs } from "../auth/beliefs.ts";
import { hashOf } from "./secrets.ts";

interface DeviceReading extends BeliefOptions {
  /** The screen that keeps a secret, and whether somebody has let it in. */
  readonly findScreen: (token: string) => Promise<{ readonly id: number; readonly isLetIn: boolean } | undefined>;
  /** The remote that keeps a secret, while it is good. */
  readonly findRemote: (token: string) => Promise<{ readonly screenId: number } | undefined>;
  /** Whether a screen may be at an address. */
  readonly isNear: (address: string) => boolean;
}

interface Device {
  readonly screen: number;
  readonly principal: Principal;
}

const of = (role: Principal["role"], screen: number): Device => ({
  screen,
  principal: Object.freeze({ account: null, role, scope: "city" }),
});

/** Screens and remotes as principals of their own. What is read of the database is believed for a few seconds. */
export class Devices {
  readonly #reading: DeviceReading;
  readonly #beliefs: Beliefs<Device>;

  constructor(reading: DeviceReading) {
    this.#reading = reading;
    this.#beliefs = new Beliefs(reading);
  }

  /** Who keeps a secret; undefined for a screen that nobody has let in, or that is where no screen may be. */
  async find(kind: "screen" | "remote", token: string, address: string): Promise<Principal | undefined> {
    if (kind === "screen" && !this.#reading.isNear(address)) return undefined;
    const device = await this.#beliefs.get(`${kind} ${hashOf(token)}`, () => this.#read(kind, token));
    return device?.principal;
  }

  /** Believes nothing any more of a screen and its remotes. */
  forget(screen: number): void {
    this.#beliefs.forget((device) => device.screen === screen);
  }

  async #read(kind: "screen" | "remote", token: string): Promise<Device | undefined> {
    if (kind === "screen") {
      const screen = await this.#reading.findScreen(token);
      return screen?.isLetIn === true ? of("wall-device", screen.id) : undefined;
    }
    const remote = await this.#reading.findRemote(token);
    return remote && of("wall-remote", remote.screenId);
  }
}
