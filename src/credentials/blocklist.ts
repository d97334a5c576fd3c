import { dictionary } from '@zxcvbn-ts/language-common'

/** Phrases that are given as examples of a good key, and the sayings that people type first where a phrase is asked for; without spaces or accents. */
const knownPhrases = [
  'correcthorsebatterystaple',
  'correctbatteryhorsestaple',
  'horsebatterystaplecorrect',
  'caballocorrectobateriagrapa',
  'correctocaballobateriagrapa',
  'correctocaballobateriagrapadora',
  'caballocorrectobateriagrapadora',
  'caballobateriagrapacorrecto',
  'cleftcamsynodlacyyrwok',
  'thisisapassphrase',
  'thequickbrownfoxjumpsoverthelazydog',
  'thequickbrownfox',
  'tobeornottobe',
  'tobeornottobethatisthequestion',
  'elvelozmurcielagohindu',
  'enunlugardelamancha',
  'enunlugardelamanchadecuyonombrenoquieroacordarme',
  'seronoseresaeslacuestion',
  'padrenuestroqueestasenelcielo',
  'padrenuestroqueestasenloscielos',
  'salveohpatria',
  'salveohpatriamilveces',
] as const

/** Values everybody tries, in lower case: whole values, never parts (SP 800-63B §3.1.1.2). */
export const blocklist: ReadonlySet<string> = new Set([...dictionary['passwords-common'], ...knownPhrases])
