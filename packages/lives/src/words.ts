const list = (text: string): readonly string[] => text.split(" ");

/** Surnames that are common in England, some of families from elsewhere. */
export const surnames: readonly string[] = [
  ...list(
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Lewis Young Allen King Lee Baker Turner Hill Cooper Ward Moore Morris Morgan Watson Harrison Cook Bell Bailey Parker Bennett Miller Carter Shaw Cox Mitchell Richardson Marshall Simpson Adams Ellis Collins Foster Chapman Mason Webb Rogers Hunt Mills Holmes Palmer Matthews Gibson Fisher Barnes Knight Lloyd Butler Barker Dixon Fletcher Pearson Jenkins Howard Andrews Russell Stevens Murphy Kelly Walsh Byrne Ryan",
  ),
  ...list(
    "Patel Khan Singh Ahmed Hussain Ali Begum Kaur Shah Sharma Malik Akhtar Chowdhury Miah Rahman Nowak Kowalski Wisniewski Adeyemi Okafor Mensah Campbell Chen Wong Costa Silva Popescu Ivanova",
  ),
  "O'Brien",
  "O'Connor",
  "Taylor-Smith",
  "St John",
  "Ap Rhys",
  "Mac Donald",
];

export const forenames = {
  female: list(
    "Margaret Susan Sarah Emma Emily Olivia Amelia Grace Charlotte Jessica Sophie Lucy Hannah Rachel Rebecca Laura Karen Julie Tracey Sharon Helen Jane Anne Mary Elizabeth Patricia Christine Jean Joan Doreen Edna Sheila Barbara Janet Carol Linda Fatima Aisha Zainab Priya Anjali Agnieszka Katarzyna Chioma Abena Mei Sofia Isla Freya Poppy",
  ),
  male: list(
    "David John Peter Michael James Robert Paul Andrew Mark Stephen William Thomas George Jack Harry Oliver Noah Arthur Leo Alfie Daniel Matthew Christopher Richard Anthony Kenneth Ronald Derek Brian Alan Keith Colin Graham Trevor Mohammed Imran Ahmed Raj Arjun Piotr Tomasz Chinedu Kwame Wei Luca Oscar Theo Freddie Samuel Joseph",
  ),
} as const;

export const streets: readonly string[] = [
  "High Street",
  "Station Road",
  "Church Lane",
  "Mill Lane",
  "Park Avenue",
  "Victoria Road",
  "Queens Road",
  "Albert Street",
  "Manor Close",
  "Kings Drive",
  "Saltmarsh Road",
  "Harbour Row",
  "Lantern Street",
  "Beacon Hill",
  "Orchard Way",
  "Meadow View",
  "The Crescent",
  "West End",
  "School Lane",
  "Chapel Street",
];

/** Towns of a county that no map shows, with postcode districts that no post office uses. */
export const towns: readonly { readonly name: string; readonly outward: string }[] = [
  { name: "Westhaven", outward: "WX1" },
  { name: "Westhaven", outward: "WX2" },
  { name: "Beaconsea", outward: "WX3" },
  { name: "Northmoor", outward: "WX4" },
  { name: "Little Saltby", outward: "WX5" },
  { name: "Marshwick", outward: "WX6" },
  { name: "Quayford", outward: "WX7" },
  { name: "Upper Thornley", outward: "WX12" },
];

export const occupations: readonly string[] = list(
  "Teacher Nurse Farmer Plumber Librarian Driver Cook Clerk Engineer Retired Student Carer Baker Builder Fisherman",
);

/** Each of them has a pair in the crosswalk of languages, in capitals and without. */
export const languages: readonly string[] = list(
  "English Polish Urdu Bengali Italian Gujarati Arabic French Portuguese Slovak Makaton Hungarian Bulgarian Turkish Somali Tamil Hindi Croatian German Russian Ukrainian Albanian Vietnamese Swahili",
);

export const allergies: readonly string[] = [
  ...list(
    "PENICILLIN LATEX NUTS PEANUTS ASPIRIN IBUPROFEN CODEINE MORPHINE ERYTHROMYCIN TRIMETHOPRIM TETRACYCLINE SULPHONAMIDES IODINE ELASTOPLAST EGGS SHELLFISH STRAWBERRIES",
  ),
  "BEE STINGS",
  "WASP STINGS",
];

/** What staff write in the field for allergies when there is none, or nobody knows. */
export const noAllergies: readonly string[] = [
  ...list("NONE NIL NO NKA NKDA NK UNKNOWN N/A ?"),
  "NIL KNOWN",
  "NONE KNOWN",
  "NO KNOWN",
  "NO ALLERGIES",
  "NOT KNOWN",
];

const anybody: readonly string[] = [
  ...list("PARTNER SPOUSE PARENT CHILD GUARDIAN COUSIN RELATIVE CARER UNKNOWN"),
  "CIVIL PAR",
  "FOSTER PA",
  "STEP PARE",
  "NOT KNOWN",
];

/** Relationships of the person named to the patient, as V83 abbreviates them. */
export const relationships = {
  female: [...list("WIFE DAUGHTER MOTHER MUM SISTER AUNT NIECE GRANDDAUG GRANDMOTH"), ...anybody],
  male: [...list("HUSBAND SON FATHER DAD BROTHER UNCLE NEPHEW GRANDSON GRANDFATH"), ...anybody],
} as const;
