// What counts as a mailbox. Stricter than the mail standards: no quoted or commented forms, so that nothing can be read as a second address.

const plain = /^[^\s\p{C}<>()[\]\\,;:"@]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u

/** Whether a contact's value can be written to as it stands. */
export const isPlainAddress = (text: string) => text.length <= 254 && plain.test(text) && !text.includes('..')

/** `Instituto <claves@example.ec>` or a bare address; null when it is neither. */
export function readMailbox(text: string): { name: string; address: string } | null {
  const [, name = '', address = text] = /^([^<>\p{C}]*)<([^<>]*)>$/u.exec(text.trim()) ?? []
  return isPlainAddress(address.trim()) ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() } : null
}
