"""Makes LOAD_PMI from the benchmark's extracts with nothing but Python's csv module: the same columns, unsorted.

usage: load_pmi.py EXTRACTS OUT
"""
import csv
import hashlib
import json
import re
import resource
import sys
import time
import unicodedata


def read_master(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def record_number(table, part):
    text = f"{table}\x1f{part.strip(' ') or chr(0x1e)}"
    number = int.from_bytes(hashlib.md5(text.encode()).digest()[8:], "little") % 10**18
    return str(number or 10**18)


def nhs_number(text):
    """The number, and whether it is valid (True), invalid (False) or blank (None)."""
    digits = text.replace(" ", "").replace("-", "")
    if not digits:
        return "", None
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit() or len(set(digits)) == 1:
        return "", False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    check = 0 if check == 11 else check
    return (digits, True) if check == int(digits[9]) else ("", False)


def date(text):
    text = text.strip(" ")
    if len(text) == 8 and text.isdigit():
        year, month, day = text[:4], text[4:6], text[6:]
    elif len(text) == 10 and text[2] == "/" and text[5] == "/":
        day, month, year = text[:2], text[3:5], text[6:]
    else:
        return ""
    y, m, d = int(year), int(month), int(day)
    if not (1800 <= y <= 2199 and 1 <= m <= 12 and 1 <= d):
        return ""
    last = 29 if m == 2 and (y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
    return f"{day}/{month}/{year}" if d <= last else ""


REAL = re.compile(
    r"^(?:GIR 0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]) [0-9][ABD-HJLNP-UW-Z]{2})$"
)
PSEUDO = re.compile(r"^ZZ99 [0-9][A-Z]Z$")
PHONE = re.compile(r"\+?\(?[0-9][0-9 ()/-]*[0-9]")


def postcode(text):
    folded = re.sub(r"\s", "", text).upper()
    if not folded:
        return ""
    shown = f"{folded[:-3]} {folded[-3:]}"
    return shown if REAL.match(shown) or PSEUDO.match(shown) else text.strip()


def phone(text):
    """The number and the words beside it."""
    for run in PHONE.finditer(text):
        if sum(character.isdigit() for character in run.group()) >= 5:
            number = re.sub(r"^\+44\s*(\(0\))?\s*", "0", run.group()).strip()
            return number, " ".join(f"{text[:run.start()]} {text[run.end():]}".split())
    return "", " ".join(text.split())


def tidy(name):
    return re.sub(" {2,}", " ", unicodedata.normalize("NFC", name).strip())


def forenames(text):
    names = tidy(text).split(" ") if text else []
    return [names[0] if names else "", names[1] if len(names) > 1 else "", " ".join(names[2:])]


def in_four_lines(lines):
    return [*lines[:3], ", ".join(line for line in lines[3:] if line)]


def home(row):
    long = [row[f"ExtAddressLine{n}"].strip() for n in range(1, 6)]
    short = [row[f"PtAddrLine{n}"].strip() for n in range(1, 5)]
    long_code, short_code = postcode(row["ExtAddressPostcd"]), postcode(row["PtAddrPostCode"])
    short_held = any(short) or short_code
    if any(long) and (not short_held or long_code == short_code):
        return in_four_lines(long), long_code or short_code
    return short, short_code or ("" if short_held else long_code)


def fits(value, limit):
    return value if len(value) <= limit else ""


def comments(row):
    parts = []
    for label, text in (
        ("", row["GeneralComments"].strip()),
        ("Address", row["PtAddrComments"].strip()),
        ("Death", row["PtDeathComment1"].strip()),
        ("Death", row["PtDeathComment2"].strip()),
        ("Death informed by", row["PtDeathInformedBy"].strip()),
        ("Home phone", phone(row["PtHomePhone"])[1]),
        ("Work phone", phone(row["PtWorkPhone"])[1]),
        ("Mobile phone", phone(row["PtMobilePhone"])[1]),
    ):
        if text:
            parts.append(f"{label}: {text}" if label else text)
    return "; ".join(parts)


def main(extracts, out):
    started = time.perf_counter()
    titles = {row["Title"] for row in read_master(f"{extracts}/PMITITLEMF.csv")}
    religions = {row["Religion"] for row in read_master(f"{extracts}/RELIGION.csv")}
    marital = {row["MaritalStatus"] for row in read_master(f"{extracts}/MARITALS.csv")}
    countries = {row["CountryCode"]: row["CountryONS"] for row in read_master(f"{extracts}/COUNTRYBIRTHMF.csv")}
    ethnic = {row["EthnicOriginCode"]: row["EthnicityNatCode"] for row in read_master(f"{extracts}/ETHN.csv")}
    gps = {row["GpCode"]: row for row in read_master(f"{extracts}/GP.csv")}
    sexes = {"M": "1", "F": "2", "1": "1", "2": "2", "9": "9", "0": "0"}
    languages = {"ENGLISH": "en", "POLISH": "pl", "URDU": "ur"}
    statuses = {f"0{n}" for n in range(1, 9)}
    none = {"DohCode": "", "PracticeCode": "", "Postcode": ""}
    rows = 0
    header = open(sys.argv[3], encoding="utf-8").read().strip().split(",")
    with open(f"{extracts}/PATDATA.csv", newline="", encoding="utf-8") as source, open(out, "w", newline="", encoding="utf-8") as target:
        reader = csv.reader(source)
        columns = next(reader)
        writer = csv.writer(target)
        writer.writerow(header)
        for values in reader:
            row = dict(zip(columns, values))
            number, valid = nhs_number(row["NhsNumber"])
            status = row["NHSNumberStatus"].strip()
            if valid is False or (valid is None and status in ("01", "02")):
                status = "03"
            elif status not in statuses:
                status = ""
            names = forenames(row["Forenames"])
            lines, code = home(row)
            gp = gps.get(row["GpCode"].strip(), none)
            died = date(row["PtDateOfDeathInt"])
            identification, medical = row["PtIdentificationComments"].strip(" "), row["MedicalProfileComments"].strip(" ")
            writer.writerow(
                [
                    record_number("LOAD_PMI", row["InternalPatientNumber"]),
                    "V83",
                    row["InternalPatientNumber"].strip(" "),
                    "DISTRICT",
                    fits(row["DistrictNumber"].strip(" "), 30),
                    "",
                    number,
                    status,
                    sexes.get(row["Sex"].strip(), ""),
                    row["Title"] if row["Title"] in titles else "",
                    fits(names[0], 40),
                    fits(names[1], 40),
                    fits(names[2], 40),
                    fits(tidy(row["Surname"]), 40),
                    "",
                    date(row["InternalDateOfBirth"] or row["PtDoB"]),
                    countries.get(row["CountryOfBirth"], ""),
                    "",
                    "",
                    ethnic.get(row["EthnicType"], ""),
                    languages.get(row["SpokenLanguage"], ""),
                    row["Religion"] if row["Religion"] in religions else "",
                    row["MaritalStatus"] if row["MaritalStatus"] in marital else "",
                    "",
                    "",
                    *(fits(line, 80) for line in lines),
                    fits(code or postcode(row["PtPseudoPostCode"]), 20),
                    fits(phone(row["PtHomePhone"])[0], 20),
                    fits(phone(row["PtWorkPhone"])[0], 20),
                    fits(phone(row["PtMobilePhone"])[0], 20),
                    fits(row["PtEmail"].strip(" "), 80),
                    "",
                    "",
                    "",
                    "",
                    f"{died} 00:00" if died else "",
                    *[""] * 24,
                    fits(comments(row), 2000),
                    "Identification" if identification else "",
                    fits(identification, 2000),
                    "Medical profile" if medical else "",
                    fits(medical, 2000),
                    *[""] * 13,
                    gp["DohCode"],
                    gp["PracticeCode"],
                    postcode(gp["Postcode"]),
                    *[""] * 5,
                ]
            )
            rows += 1
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "rows": rows, "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
