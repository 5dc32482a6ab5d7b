import { expect, test } from "vitest";
import { isAddressRange, newNetworks } from "./networks.ts";

test("what is inside a range, by either family, and written in either way", () => {
  const isNear = newNetworks(["10.1.0.0/16", "192.0.2.7", "2001:db8::/32"]);
  for (const address of ["10.1.255.3", "192.0.2.7", "2001:db8:5::1", "::ffff:10.1.2.3"])
    expect([address, isNear(address)]).toEqual([address, true]);
  for (const address of ["10.2.0.1", "192.0.2.8", "2001:db9::1", "::ffff:10.2.2.3", "nonsense", ""])
    expect([address, isNear(address)]).toEqual([address, false]);
});

test("without a range every address is inside", () => {
  expect(newNetworks([])("203.0.113.1")).toBe(true);
});

test("ranges are told from what is none", () => {
  for (const text of ["10.0.0.0/8", "::1", "fe80::/10"]) expect([text, isAddressRange(text)]).toEqual([text, true]);
  for (const text of ["10.0.0.0/33", "x", "", "10.0.0.0/8/8", "10.0.0.0/"])
    expect([text, isAddressRange(text)]).toEqual([text, false]);
});
