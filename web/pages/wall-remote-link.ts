import type { Schemas } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { steadyNow } from "../api/live/clock.ts";
import { getHistory, getScreen, newPairingCode, newScreen, sendRemotesAway } from "../api/wall-remote.ts";
import { newLink } from "../state/wall-link.ts";
import { control, stage } from "./wall-stage.ts";
import { settings, wall } from "./wall-stores.ts";

const askEveryMs = 2_000;
/** A wall that is not paired shows its code for so long after it was switched on, or after a remote asked for it. */
const codeShownMs = 10 * 60_000;
/** A replay asked for longer ago than this was for somebody who has left. */
const replayAskedMs = 60_000;
const replayMinutes = 60;

const serverNow = () => stage.getState().now;

export const link = newLink<Schemas["WallControl"]>(
  {
    newScreen,
    getScreen,
    newPairingCode,
    isStranger: (error) => error instanceof ApiError && error.status === 401,
  },
  localStorage,
  steadyNow,
  serverNow,
);

const startedAt = steadyNow();

function isCodeWanted(): boolean {
  const { state } = link.store.getState();
  if (state === null) return false;
  const askedAt = state.control.pairAt === null ? null : Date.parse(state.control.pairAt);
  if (askedAt !== null && serverNow() - askedAt < codeShownMs) return true;
  return state.remotes === 0 && steadyNow() - startedAt < codeShownMs;
}

/** Starts what a remote has asked for, unless that was long ago. */
async function startReplay(asked: string): Promise<void> {
  if (serverNow() - Date.parse(asked) > replayAskedMs) return;
  const { from, to, incidents } = await getHistory(replayMinutes);
  if (control.getState().control.replayAt !== asked) return;
  const replay = { calls: incidents, from: Date.parse(from), to: Date.parse(to), startedAt: steadyNow() };
  control.setState({ replay });
}

/** Ends every pairing of this screen, as after a phone was lost. */
export async function endPairings(): Promise<void> {
  await link.withToken(sendRemotesAway);
  await link.ask();
}

/** Keeps asking what the remotes have chosen, and puts it on the stage. */
export function startLink(): void {
  if (!settings.hasRemote) return;
  link.store.subscribe(({ state }, { state: before }) => {
    if (state === null || state === before) return;
    const { replayAt } = state.control;
    const isNewReplay = replayAt !== control.getState().control.replayAt;
    control.setState({
      control: state.control,
      acknowledged: new Set(state.acknowledged),
      ...(isNewReplay && { replay: null }),
    });
    if (isNewReplay && replayAt !== null) void startReplay(replayAt).catch(() => {});
    // The figures know of it as soon as the room does.
    if (before !== null) void wall.readNow();
  });
  const ask = async () => {
    await link.ask();
    await link.showCode(isCodeWanted());
    setTimeout(() => void ask(), askEveryMs);
  };
  void ask();
}
