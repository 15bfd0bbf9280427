import type { Code, Diagnosis, Procedure, Specialty } from "./hospital.js";

const clinicCodes: readonly Procedure[] = [
  ["X62.1", "Assessment by doctor"],
  ["U05.2", "Magnetic resonance imaging"],
  ["U20.1", "Transthoracic echocardiography"],
].map(([code, description]) => ({ code, description }));

/** What a one-stop clinic does on the day besides. With the usual ones a visit has ten: more V83 cannot number. */
export const oneStop: readonly Procedure[] = [
  ["U19.2", "Ambulatory electrocardiography"],
  ["U19.6", "Exercise electrocardiography"],
  ["U22.1", "Electroencephalography"],
  ["U21.2", "Computed tomography"],
  ["U11.2", "Ultrasound of vein"],
  ["X36.2", "Venesection"],
  ["S57.7", "Dressing of skin"],
].map(([code, description]) => ({ code, description }));

type Line = readonly [
  code: string,
  description: string,
  treatmentFunction: string,
  surgical: boolean,
  diagnoses: readonly (readonly [string, string])[],
  procedures: readonly (readonly [string, string])[],
  reasons: readonly (readonly [string, string])[],
];

const lines: readonly Line[] = [
  [
    "GSUR",
    "General surgery",
    "100",
    true,
    [
      ["K40.9", "Inguinal hernia"],
      ["K80.2", "Gallstones"],
      ["K35.8", "Acute appendicitis"],
    ],
    [
      ["T20.2", "Repair of inguinal hernia"],
      ["J18.3", "Removal of gall bladder"],
    ],
    [
      ["HERN", "Hernia"],
      ["GALL", "Gallstones"],
    ],
  ],
  [
    "UROL",
    "Urology",
    "101",
    true,
    [
      ["N40.X", "Enlarged prostate"],
      ["N20.1", "Ureteric stone"],
    ],
    [
      ["M65.3", "Resection of prostate"],
      ["M45.9", "Examination of bladder"],
    ],
    [
      ["PROS", "Prostate"],
      ["HAEM", "Blood in urine"],
    ],
  ],
  [
    "ORTH",
    "Trauma and orthopaedics",
    "110",
    true,
    [
      ["M16.1", "Arthrosis of hip"],
      ["M17.1", "Arthrosis of knee"],
      ["S72.0", "Fracture of femur"],
    ],
    [
      ["W37.1", "Replacement of hip"],
      ["W40.1", "Replacement of knee"],
      ["W85.2", "Arthroscopy of knee"],
    ],
    [
      ["HIP", "Hip pain"],
      ["KNEE", "Knee pain"],
    ],
  ],
  [
    "ENT",
    "Ear, nose and throat",
    "120",
    true,
    [
      ["J35.0", "Tonsillitis"],
      ["H66.9", "Otitis media"],
    ],
    [
      ["F34.1", "Removal of tonsils"],
      ["D15.1", "Grommets"],
    ],
    [
      ["TONS", "Tonsils"],
      ["HEAR", "Hearing loss"],
    ],
  ],
  [
    "OPHT",
    "Ophthalmology",
    "130",
    true,
    [
      ["H25.1", "Cataract"],
      ["H40.1", "Glaucoma"],
    ],
    [
      ["C75.1", "Insertion of lens"],
      ["C71.2", "Phacoemulsification"],
    ],
    [
      ["CATA", "Cataract"],
      ["GLAU", "Glaucoma"],
    ],
  ],
  [
    "PLAS",
    "Plastic surgery",
    "160",
    true,
    [
      ["C44.3", "Skin cancer of face"],
      ["D22.9", "Naevus"],
    ],
    [["S06.5", "Excision of skin lesion"]],
    [["LESN", "Skin lesion"]],
  ],
  [
    "GYNA",
    "Gynaecology",
    "502",
    true,
    [
      ["N92.0", "Heavy periods"],
      ["D25.9", "Fibroids"],
    ],
    [
      ["Q07.4", "Removal of womb"],
      ["Q18.1", "Hysteroscopy"],
    ],
    [
      ["MENO", "Heavy periods"],
      ["FIBR", "Fibroids"],
    ],
  ],
  [
    "GMED",
    "General medicine",
    "300",
    false,
    [
      ["J18.9", "Pneumonia"],
      ["I50.0", "Heart failure"],
      ["N39.0", "Urinary infection"],
    ],
    [["X40.3", "Haemodialysis"]],
    [["TATT", "Tired all the time"]],
  ],
  [
    "CARD",
    "Cardiology",
    "320",
    false,
    [
      ["I20.0", "Unstable angina"],
      ["I21.9", "Heart attack"],
      ["I48.X", "Atrial fibrillation"],
    ],
    [
      ["K63.4", "Coronary angiography"],
      ["K60.1", "Pacemaker"],
    ],
    [
      ["CHPN", "Chest pain"],
      ["PALP", "Palpitations"],
    ],
  ],
  [
    "RESP",
    "Respiratory medicine",
    "340",
    false,
    [
      ["J44.1", "Chronic obstructive disease"],
      ["J45.9", "Asthma"],
    ],
    [["E49.2", "Bronchoscopy"]],
    [
      ["BRTH", "Breathlessness"],
      ["COUG", "Cough"],
    ],
  ],
  [
    "GAST",
    "Gastroenterology",
    "301",
    false,
    [
      ["K50.9", "Crohn's disease"],
      ["K92.2", "Bleeding of the gut"],
    ],
    [
      ["H22.9", "Colonoscopy"],
      ["G45.9", "Gastroscopy"],
    ],
    [
      ["DYSP", "Indigestion"],
      ["BLDR", "Rectal bleeding"],
    ],
  ],
  [
    "ELDM",
    "Elderly medicine",
    "430",
    false,
    [
      ["R29.6", "Falls"],
      ["F03.X", "Dementia"],
    ],
    [["X62.3", "Assessment by nurse"]],
    [["FALL", "Falls"]],
  ],
  [
    "DERM",
    "Dermatology",
    "330",
    false,
    [
      ["L40.0", "Psoriasis"],
      ["L30.9", "Dermatitis"],
    ],
    [["S15.1", "Biopsy of skin"]],
    [["RASH", "Rash"]],
  ],
  [
    "NEUR",
    "Neurology",
    "400",
    false,
    [
      ["G40.9", "Epilepsy"],
      ["G35.X", "Multiple sclerosis"],
    ],
    [["A55.9", "Lumbar puncture"]],
    [["HEAD", "Headache"]],
  ],
  [
    "PAED",
    "Paediatrics",
    "420",
    false,
    [
      ["J21.9", "Bronchiolitis"],
      ["R56.0", "Febrile convulsion"],
    ],
    [["X62.2", "Assessment of child"]],
    [["GROW", "Growth"]],
  ],
  [
    "OBST",
    "Obstetrics",
    "501",
    false,
    [
      ["O80.0", "Normal delivery"],
      ["O82.0", "Caesarean section"],
    ],
    [
      ["R17.2", "Caesarean section"],
      ["R24.9", "Normal delivery"],
    ],
    [["BOOK", "Antenatal booking"]],
  ],
  [
    "NEON",
    "Well babies",
    "424",
    false,
    [["Z38.0", "Single baby born in hospital"]],
    [["X62.4", "Assessment of newborn"]],
    [["BABY", "Baby check"]],
  ],
  [
    "PSYC",
    "Adult mental illness",
    "710",
    false,
    [
      ["F20.0", "Schizophrenia"],
      ["F32.2", "Severe depression"],
    ],
    [["X66.1", "Talking therapy"]],
    [["PSYC", "Mental health"]],
  ],
];

const named = ([code, description]: readonly [string, string]): Diagnosis => ({ code, description });
const asCode = ([code, description]: readonly [string, string]): Code => ({ code, description, national: code });

/** The specialties, each with what it finds and does. */
export const specialtyList: readonly Specialty[] = lines.map(
  ([code, description, treatmentFunction, surgical, diagnoses, procedures, reasons]) => ({
    code,
    description,
    treatmentFunction,
    surgical,
    diagnoses: diagnoses.map(named),
    procedures: procedures.map(named),
    clinicProcedures: clinicCodes,
    reasons: reasons.map(asCode),
  }),
);

/** Diagnoses that come along with others. */
export const companions: readonly Diagnosis[] = (
  [
    ["I10.X", "High blood pressure"],
    ["E11.9", "Diabetes"],
    ["Z86.7", "Personal history of diseases of the circulatory system"],
    ["I25.1", "Coronary heart disease"],
    ["Z72.0", "Tobacco use"],
    ["E78.0", "High cholesterol"],
    ["N18.3", "Kidney disease"],
  ] as const
).map(named);

/** What comes on top of these for who is old and ill in many ways. */
export const frailties: readonly Diagnosis[] = (
  [
    ["D64.9", "Anaemia"],
    ["E03.9", "Underactive thyroid"],
    ["H91.9", "Hearing loss"],
    ["I48.9", "Atrial fibrillation"],
    ["M81.9", "Osteoporosis"],
    ["Z60.2", "Living alone"],
  ] as const
).map(named);

/** What else is recorded beside an operation. */
export const companionProcedures: readonly Procedure[] = (
  [
    ["Z94.2", "Right side"],
    ["Z94.3", "Left side"],
    ["Y80.2", "General anaesthetic"],
  ] as const
).map(named);

/** What is done besides for who is old and ill in many ways. */
export const supports: readonly Procedure[] = (
  [
    ["X33.2", "Transfusion of packed red cells"],
    ["X29.2", "Continuous intravenous infusion"],
    ["X52.4", "Oxygen therapy support"],
    ["E85.1", "Invasive ventilation"],
    ["M47.9", "Catheterisation of bladder"],
    ["X40.3", "Haemodialysis"],
    ["U20.1", "Transthoracic echocardiography"],
  ] as const
).map(named);

export const delivery = {
  diagnosis: named(["O80.0", "Spontaneous vertex delivery"]),
  procedure: named(["R24.9", "Normal delivery"]),
} as const;

const unique = <T extends Diagnosis>(list: readonly T[]): readonly T[] => [
  ...new Map(list.map((entry) => [entry.code, entry])).values(),
];

export const diagnosisList: readonly Diagnosis[] = unique([
  ...specialtyList.flatMap(({ diagnoses }) => diagnoses),
  ...companions,
  ...frailties,
  delivery.diagnosis,
]);

export const procedureList: readonly Procedure[] = unique([
  ...specialtyList.flatMap(({ procedures }) => procedures),
  ...clinicCodes,
  ...oneStop,
  ...companionProcedures,
  ...supports,
  delivery.procedure,
]);
