import type { Message } from '../../notifications/message.ts'
import type { StaffChangeKind, StaffMessageKind } from '../staff.ts'

export type StaffFacts = {
  institution: string
  phone: string
  hours: string
  /** Whose account it is, and who did it; null: an operator, on the command line. */
  about: string
  by: string | null
  /** The same account with its address, by which two of one name are told apart. */
  account: string
  /** Another name that is wanted for it. */
  newName: string | null
  when: string
  roles: string
  change: StaffChangeKind | null
  /** The account came back: when it was removed before, and until when its work is in doubt. */
  cameBack: { removed: string; doubted: string | null } | null
  /** Written to the person whose account it is. */
  toPerson: boolean
  people: string
}

const closing = ({ institution, phone, hours }: StaffFacts) => ({ text: `${institution}. Ayuda: ${phone}, ${hours}.` })
const who = ({ by }: StaffFacts) => by ?? 'Un operador del sistema'
const what = ({ change, account, newName, roles }: StaffFacts) => {
  if (change === 'new_link') return `un nuevo enlace de inscripción para ${account}`
  return change === 'details' ? `cambiar los datos de ${account} (${newName === null ? '' : `nombre: ${newName}; `}funciones: ${roles})` : account
}

const again = ({ cameBack }: StaffFacts) =>
  cameBack === null
    ? ''
    : ` Esa cuenta se había retirado el ${cameBack.removed}${cameBack.doubted === null ? '' : `, y su trabajo quedó en duda: lo que hizo hasta el ${cameBack.doubted}`}.`

const toAuditors = (subject: string, text: string, facts: StaffFacts): Message => ({
  subject,
  blocks: [
    { text },
    { text: 'Si algo de esto no le parece correcto, avise hoy a la dirección de la institución.' },
    { link: facts.people, label: 'Ver las cuentas del personal' },
    closing(facts),
  ],
  sms: '',
})

/** To whom the account is: they cannot open the page of the accounts. */
const toPerson = (subject: string, text: string, facts: StaffFacts): Message => ({
  subject,
  blocks: [{ text }, { text: 'Si no lo esperaba, hable hoy con un administrador o con su jefe inmediato.' }, closing(facts)],
  sms: '',
})

export const es = {
  enrolment_link: (facts: StaffFacts & { link: string; until: string }): Message => ({
    subject: 'Su enlace para inscribir una llave de acceso',
    blocks: [
      { text: `Con este enlace puede inscribir su cuenta de ${facts.institution} en el dispositivo que usa para trabajar (funciones: ${facts.roles}).` },
      { link: facts.link, label: 'Inscribir mi cuenta' },
      { text: `Sirve una sola vez, hasta el ${facts.until}. No lo reenvíe: quien lo use ingresará como usted. Nadie se lo va a pedir.` },
      closing(facts),
    ],
    sms: '',
  }),
  invited: (facts: StaffFacts) =>
    toAuditors(
      facts.cameBack === null ? `Invitación de ${facts.about}` : `Se invitó otra vez a ${facts.about}`,
      `${who(facts)} invitó a ${facts.account} como personal (funciones: ${facts.roles}), el ${facts.when}.${again(facts)}`,
      facts,
    ),
  confirmed: (facts: StaffFacts) =>
    toAuditors(
      `Cuenta confirmada: ${facts.about}`,
      `${who(facts)} confirmó la cuenta de ${facts.account} (funciones: ${facts.roles}), el ${facts.when}.${again(facts)}`,
      facts,
    ),
  change_asked: (facts: StaffFacts) =>
    toAuditors(`Se pidió un cambio: ${facts.about}`, `${who(facts)} pidió ${what(facts)}, el ${facts.when}. Otro administrador tiene que confirmarlo.`, facts),
  changed: (facts: StaffFacts) =>
    facts.toPerson
      ? toPerson('Se cambió su cuenta', `${who(facts)} confirmó ${what(facts)}, el ${facts.when}.`, facts)
      : toAuditors(`Cuenta cambiada: ${facts.about}`, `${who(facts)} confirmó ${what(facts)}, el ${facts.when}.`, facts),
  change_withdrawn: (facts: StaffFacts) =>
    toAuditors(`Se retiró un cambio: ${facts.about}`, `${who(facts)} retiró el pedido de ${what(facts)}, el ${facts.when}.`, facts),
  removed: (facts: StaffFacts) =>
    facts.toPerson
      ? toPerson('Su cuenta fue retirada', `${who(facts)} retiró su cuenta de ${facts.institution}, el ${facts.when}. Ya no puede ingresar con ella.`, facts)
      : toAuditors(`Cuenta retirada: ${facts.about}`, `${who(facts)} retiró la cuenta de ${facts.about}, el ${facts.when}. Sus sesiones terminaron.`, facts),
  work_voided: (facts: StaffFacts) =>
    toAuditors(
      `Se revisa otra vez el trabajo de ${facts.about}`,
      `${who(facts)} puso en duda el trabajo de ${facts.about}, cuya cuenta está retirada, el ${facts.when}. Lo que no había terminado se revisa otra vez.`,
      facts,
    ),
  passkey_added: (facts: StaffFacts): Message => ({
    subject: 'Se guardó una llave de acceso en su cuenta',
    blocks: [
      { text: `El ${facts.when} se guardó una llave de acceso en su cuenta. Quien la tenga ingresa como usted.` },
      { text: 'Si no la guardó usted, avise de inmediato a un administrador.' },
      closing(facts),
    ],
    sms: '',
  }),
  passkey_removed: (facts: StaffFacts): Message => ({
    subject: `Se quitó una llave de acceso: ${facts.about}`,
    blocks: [
      { text: `${who(facts)} quitó una llave de acceso de su cuenta, el ${facts.when}, y mostró otra que sigue. Sus otras sesiones terminaron.` },
      { text: 'Si es su cuenta y no fue usted, avise de inmediato a un administrador: alguien más tiene una llave de acceso suya.' },
      closing(facts),
    ],
    sms: '',
  }),
} satisfies Record<StaffMessageKind, (facts: StaffFacts & { link: string; until: string }) => Message>
