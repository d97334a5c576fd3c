import { dictionary } from '@zxcvbn-ts/language-common'

/** Values everybody tries, in lower case: whole values, never parts (SP 800-63B §3.1.1.2). */
export const blocklist: ReadonlySet<string> = new Set(dictionary['passwords-common'])
