import type { RecordedVisit, VisitStore } from "./visit-queue.ts";

/** Hours that a visit waits on a device, at most. */
export const longestWaitHours = 24;

const prefix = "one-map.visits.";

/** What lies in the storage of a device, encrypted with AES-GCM. */
interface Sealed {
  /** Until when it is kept, whoever it is of; milliseconds. */
  readonly until: number;
  /** base64 */
  readonly iv: string;
  readonly data: string;
}

/**
 * Visits that wait, encrypted on the device with a key that lies with the server: who finds the device reads nothing, and
 * whoever else signs in on it neither reads them nor sends them as their own.
 *
 * @param getKey 32 bytes of the account that is signed in, base64url; asked for until it is there
 */
export function newSealedVisits(storage: Storage, getKey: () => Promise<string>): VisitStore {
  let opening: ReturnType<typeof openSlot> | undefined;
  const slot = () => {
    opening ??= getKey()
      .then(openSlot)
      .catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
    return opening;
  };
  return {
    read: async () => {
      removeOverdue(storage);
      const { name, key } = await slot();
      const sealed = parse(storage.getItem(name));
      if (sealed === undefined) return [];
      // Null where somebody has changed it: it is nothing that this account recorded.
      const text = await unseal(sealed, key).catch(() => null);
      return text === null ? [] : (JSON.parse(text) as RecordedVisit[]);
    },
    write: async (visits) => {
      const { name, key } = await slot();
      if (visits.length === 0) return storage.removeItem(name);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(visits));
      const data = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text));
      const last = Math.max(...visits.map(({ visitedAt }) => Date.parse(visitedAt)));
      const sealed: Sealed = {
        until: last + longestWaitHours * 3_600_000,
        iv: toBase64(iv),
        data: toBase64(data),
      };
      storage.setItem(name, JSON.stringify(sealed));
    },
  };
}

async function unseal({ iv, data }: Sealed, key: CryptoKey): Promise<string> {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, key, toBytes(data));
  return new TextDecoder().decode(bytes);
}

/** Where an account's visits lie, which says nothing of whose they are, and what opens them. */
async function openSlot(text: string) {
  const bytes = toBytes(text.replaceAll("-", "+").replaceAll("_", "/"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { name: prefix + [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(""), key };
}

/** What anybody left on this device and nobody sent in time. */
function removeOverdue(storage: Storage): void {
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "");
  for (const name of names.filter((one) => one.startsWith(prefix)))
    if ((parse(storage.getItem(name))?.until ?? 0) < Date.now()) storage.removeItem(name);
}

function parse(text: string | null): Sealed | undefined {
  try {
    const { until, iv, data } = JSON.parse(text ?? "{}") as Partial<Sealed>;
    return until !== undefined && iv !== undefined && data !== undefined ? { until, iv, data } : undefined;
  } catch {
    return undefined;
  }
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const toBytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
