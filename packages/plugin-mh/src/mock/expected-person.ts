import { type Day, pas } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";

/**
 * Who and where the patient was on a day, as both archives begin. Names are today's.
 *
 * @param isRegistered true where the address was registered with a spell, whose lines are short
 */
export function personOn({ person, numbers }: Life, day: Day, isRegistered = false) {
  let home = person.addresses[0];
  for (const address of person.addresses) if (address.from <= day) home = address;
  const lines = isRegistered ? home.lines : (home.whole ?? home.lines);
  return {
    crn: numbers[0].district,
    date_of_birth: pas.date(person.born),
    sex: person.sex === "M" ? "1" : "2",
    pat_name_1: person.name.forenames[0],
    pat_name_family: person.name.surname,
    address_1: lines[0],
    address_2: lines[1],
    address_3: lines[2],
    address_4: lines[3],
    address_5: lines[4],
    post_code: home.postcode,
  };
}
