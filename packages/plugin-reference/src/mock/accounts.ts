import type { Day } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";

/** What the trust's own systems keep of an account besides whose it is. */
export interface Account {
  readonly middleName: string;
  readonly passwordExpiresOn: Day;
  readonly from: Day;
  readonly to: Day;
  /** What is taken over as it stands, by the columns of the feeds and of the load tables. */
  readonly settings: Readonly<Record<(typeof settingColumns)[number], string>>;
}

/** Columns of an account that mean the same on both sides. */
export const settingColumns = [
  "job_id",
  "psswd_life_months",
  "language_id",
  "default_parts_entity",
  "default_tools_entity",
  "default_labour_entity",
  "default_stock_entity",
  "provider_name",
  "staff_security_level",
  "phone_no",
  "extension_no",
  "default_login_entity",
  "eoasis_user",
  "default_executable",
  "gp_national_code",
  "type_of_user",
  "practice_national_code",
  "email_address",
  "can_log_support_calls",
  "ask_review_warnings",
  "from_time",
  "to_time",
  "mon_allowed",
  "tue_allowed",
  "wed_allowed",
  "thu_allowed",
  "fri_allowed",
  "sat_allowed",
  "sun_allowed",
  "default_team",
  "client_user",
] as const;

/** The account of a member of staff: every third is filled in to the last field, of the others nothing is known. */
export function accountOf({ staff, gps, sites, today }: Hospital, at: number): Account | undefined {
  if (at % 3 !== 1) return undefined;
  const { userName, department } = staff[at];
  const gp = gps[at];
  return {
    middleName: "Jo",
    passwordExpiresOn: today + 30 + at,
    from: today - 900 - at,
    to: today + 900 + at,
    settings: {
      job_id: String(40 + at),
      psswd_life_months: "3",
      language_id: "1",
      default_parts_entity: "PARTS",
      default_tools_entity: "TOOLS",
      default_labour_entity: "LABOUR",
      default_stock_entity: "STOCK",
      provider_name: sites[0].name,
      staff_security_level: "Clerk",
      phone_no: `01632 9607${at + 10}`,
      extension_no: String(4700 + at),
      default_login_entity: sites[0].code,
      eoasis_user: "N",
      default_executable: "DESK",
      gp_national_code: gp.nationalCode,
      type_of_user: "Clerk",
      practice_national_code: gp.practice.code,
      email_address: `${userName}@trust.example`,
      can_log_support_calls: "Y",
      ask_review_warnings: "N",
      from_time: "700",
      to_time: "1930",
      mon_allowed: "Y",
      tue_allowed: "Y",
      wed_allowed: "Y",
      thu_allowed: "Y",
      fri_allowed: "Y",
      sat_allowed: "N",
      sun_allowed: "N",
      default_team: department,
      client_user: `desk-${at}`,
    },
  };
}
