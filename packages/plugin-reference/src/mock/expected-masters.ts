import { type MockRows, pas, recordNumber } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import { accountOf } from "./accounts.js";
import { LOAD_SITES, LOAD_STAFF, LOAD_USERS } from "./load-tables.js";

/** Sites, staff and users as the load tables want them: names in capitals. */
export function expectMasters(hospital: Hospital, rows: MockRows): void {
  for (const { code, name, lines, postcode, phone } of hospital.sites)
    rows.expect(LOAD_SITES, {
      ...rowKey("LOAD_SITES", code),
      site_code: code.toUpperCase(),
      site_description: name.toUpperCase(),
      address_1: lines[0],
      address_2: lines[1],
      address_3: lines[2],
      address_4: lines[3],
      post_code: postcode,
      phone_1: phone,
    });
  hospital.staff.forEach(({ userName, forename, surname, department, staffId }, at) => {
    const account = accountOf(hospital, at);
    const person = {
      user_name: userName.toUpperCase(),
      first_name: forename.toUpperCase(),
      family_name: surname.toUpperCase(),
      department_code: department,
      staff_id: staffId,
      employee_flag: "Y",
      middle_name: account?.middleName.toUpperCase(),
      psswd_expiry_date: pas.date(account?.passwordExpiresOn),
      login_from_date: pas.date(account?.from),
      login_to_date: pas.date(account?.to),
      ...account?.settings,
    };
    rows.expect(LOAD_STAFF, { ...rowKey("LOAD_STAFF", userName), ...person, allow_logon: account && "Y" });
    rows.expect(LOAD_USERS, { ...rowKey("LOAD_USERS", userName), ...person, allow_logon: "Y" });
  });
}

function rowKey(table: string, key: string) {
  return { record_number: recordNumber(table, key), system_code: "V83", external_system_id: key };
}
