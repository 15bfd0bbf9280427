/** What a master file calls a code at length, where the list's own words are short. */
export const atLength: Readonly<Record<string, string>> = {
  "Own home": "Usual place of residence",
  "Temporary place": "Temporary place of residence",
  "Clinical advice": "Discharged on clinical advice",
  "Self discharge": "Discharged himself or herself",
};
