/** A dot between two letters that stand alone, as in "S.A.", is of no address: no domain ends in one letter. */
const dotsOfAddresses = /(?!(?<=(?<![\p{L}\p{N}])\p{L})\.(?=\p{L}(?![\p{L}\p{N}-])))[.·。․](?=\S)/gu

/**
 * A name from the registry, as it may stand in a message: one short line of Latin letters, with no mark, control or formatting character
 * that could turn or break the line, no letter that only looks like one of ours, and nothing that a mail program would make a link of.
 */
export const inert = (text: string, length = 120) => {
  const line = text
    .slice(0, 2000)
    .normalize('NFKC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{Script=Latin}\p{Script=Common}]/gu, '?')
    .replace(/[<>@/\\:«»"]/g, ' ')
    .replace(dotsOfAddresses, '. ')
    .replace(/\s+/g, ' ')
    .trim()
  return [...line].length <= length
    ? line
    : `${[...line]
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}
