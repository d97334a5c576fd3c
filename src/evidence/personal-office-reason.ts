/** Why a contact's code or link is not enough for a personal key. */
export type PersonalOfficeReason = 'security_hold' | 'person_closed' | 'no_usable_contact' | 'contact_cooling_off' | 'contact_doubtful'
