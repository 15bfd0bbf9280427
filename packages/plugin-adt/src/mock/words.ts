/** What a master file calls a code at length, where the list's own words are short. */
export const atLength: Readonly<Record<string, string>> = {
  "Own home": "Usual place of residence",
  "Temporary place": "Temporary place of residence",
  "Clinical advice": "Discharged on clinical advice",
  "Self discharge": "Discharged himself or herself",
};

/** How this trust is paid: the authority, and the agreement that covers everything but private patients. */
export const agreement = { authority: "QX9", contract: "BLK001", purchaser: "QX900" } as const;
