/** What a person reads of a page or a message: its text, without the random part of a link, which may spell anything. */
export const asRead = (text: string) =>
  text
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\w-]{43,}/g, ' ')

/** What is read where a value is missing, or a plural is wrong. */
export const broken = /undefined|NaN|Invalid Date|\[object|\b1 (?:minutos|minutes|veces|times|días|days|horas|hours|intentos|tries)\b|null/
