/**
 * What access is about: every layer of the map, and what is read as rows only. Each names the tables that it is made of;
 * every table of the database that has clearances belongs to exactly one.
 */
export const subjects = {
  areas: { tables: ["area"], hasCommunity: false },
  communities: { tables: ["community"], hasCommunity: false },
  roads: { tables: ["road"], hasCommunity: false },
  "police-rooms": { tables: ["police_room"], hasCommunity: false },
  residences: { tables: ["residence"], hasCommunity: true },
  venues: { tables: ["venue"], hasCommunity: true },
  incidents: { tables: ["incident", "incident_acknowledgement"], hasCommunity: true },
  units: { tables: ["unit"], hasCommunity: true },
  addresses: { tables: ["address"], hasCommunity: true },
  visits: { tables: ["visit"], hasCommunity: true },
  duty: { tables: ["duty_assignment"], hasCommunity: true },
  imports: { tables: ["import_run"], hasCommunity: false },
  vocabularies: { tables: ["venue_class", "incident_category", "response_standard"], hasCommunity: false },
  // Each screen and each remote knows itself by its secret, and no other.
  screens: { tables: ["wall_screen", "wall_pairing_code", "wall_remote"], hasCommunity: false },
  city: { tables: ["city_meta"], hasCommunity: false },
} as const satisfies Record<string, { readonly tables: readonly string[]; readonly hasCommunity: boolean }>;

export type Subject = keyof typeof subjects;

export const subjectNames = Object.keys(subjects) as Subject[];
