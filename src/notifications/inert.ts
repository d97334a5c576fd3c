/**
 * A name from the registry, as it may stand in a message: one line, no control or formatting characters (no right-to-left marks), nothing
 * that a mail program would make a link of.
 */
export const inert = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[<>@/\\:]/g, ' ')
    .replace(/\.(?=[\p{L}\p{N}])/gu, '. ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
