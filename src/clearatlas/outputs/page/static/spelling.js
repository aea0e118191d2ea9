// Spellings made alike across alphabets, so that a district is found however it is written.

const LIKE_SIGNS = { ə: "e", ı: "i", ç: "ch", ş: "sh", ğ: "g", ё: "е", й: "и" };
const CYRILLIC = "а a,б b,в v,г g,д d,е e,ж j,з z,и i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f";
const MORE = "х h,ц ts,ч ch,ш sh,щ sh,ъ ,ы i,ь ,э e,ю u,я ya,ә e,ҹ j,ғ g,ө o,ү u,һ h,ҝ g,ј y";
const LETTERS = new Map(`${CYRILLIC},${MORE}`.split(",").map((pair) => pair.split(" ")));
/** Ways to write one sound: Xocalı, Khojaly, Hocali; Qubadlı, Gubadly; Laçın, Lachin, Lacin. */
const SOUNDS = [
  [/kh|x/g, "h"],
  [/gh|q/g, "g"],
  [/dzh|dj|zh|ch?/g, "j"],
  [/sh/g, "s"],
  [/y/g, "i"],
  [/[^a-z0-9]+/g, ""],
  [/(.)\1+/g, "$1"],
];

/** A spelling reduced to what all ways of writing it share. */
export function folded(text) {
  const lowered = text.replaceAll("İ", "i").toLowerCase();
  const latin = [...lowered]
    .map((sign) => LIKE_SIGNS[sign] ?? sign)
    .map((sign) => LETTERS.get(sign) ?? sign);
  const bare = latin
    .join("")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  return SOUNDS.reduce((word, [pattern, sign]) => word.replace(pattern, sign), bare);
}

/** How many letters must be changed, added or left out to get from one word to another. */
export function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  [...from].forEach((sign, line) => {
    const next = [line + 1];
    [...to].forEach((other, column) => {
      const swapped = row[column] + (sign === other ? 0 : 1);
      next.push(Math.min(swapped, row[column + 1] + 1, next[column] + 1));
    });
    row = next;
  });
  return row[to.length];
}
