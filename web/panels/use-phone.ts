import { useSyncExternalStore } from "react";

const phone = matchMedia("(max-width: 640px)");

function subscribe(listener: () => void): () => void {
  phone.addEventListener("change", listener);
  return () => phone.removeEventListener("change", listener);
}

/** Whether the window is as narrow as a phone held upright. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => phone.matches);
}
