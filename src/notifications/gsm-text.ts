// SMS in the alphabet of GSM 03.38: 160 characters in one part, 153 in each of several. A single character outside of it, such as the
// Spanish á, í, ó or ú, would cut that to 70 and 67; they are written without their accent. é, ñ, ü, ¿ and ¡ are in the alphabet.

const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
const extended = new Set('^{}\\[~]|€')
const typographic: Readonly<Record<string, string>> = { '«': '"', '»': '"', '“': '"', '”': '"', '‘': "'", '’': "'", '–': '-', '—': '-', '…': '...', '•': '*' }

const isGsm = (character: string) => basic.has(character) || extended.has(character)

export const gsmText = (text: string) =>
  [...text.normalize('NFC')]
    .map((character) => {
      if (isGsm(character)) return character
      const plain = typographic[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '')
      return [...plain].every(isGsm) && plain !== '' ? plain : '?'
    })
    .join('')

/** How many parts a text of that alphabet is sent in. */
export function smsParts(text: string): number {
  const units = [...text].reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0)
  return units <= 160 ? 1 : Math.ceil(units / 153)
}
