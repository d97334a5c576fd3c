import type { KeyKind } from '../credentials/credentials.ts'
import type { Institution } from '../institution.ts'
import type { Message } from '../notifications/message.ts'
import type { SaidAsked } from './asked.ts'
import type { ApplicantMessageKind } from './replacement.ts'
import type { WhyAgain } from './sent-back.ts'
import { es as request } from './texts.es.ts'

export type ApplicantFacts = {
  number: string
  institution: string
  phone: string
  hours: string
  /** Where a case is followed. */
  follow: string
  until: string
  office: Institution['offices'][number] | null
}
export type CodeFacts = { digits: string; lasts: string; bound: string }

/** What is told because the case moved. */
export type MoveMessageKind = Exclude<ApplicantMessageKind, 'code' | 'receipt' | 'activation_code'>
export type MoveFacts = {
  kind: KeyKind
  asked: SaidAsked
  waitUntil: string
  /** Whether the key that was made took the place of another. */
  hadKey: boolean
  /** Whether other contacts were registered, and until when one of them can stop what was done; null: none can. */
  others: boolean
  stoppableUntil: string | null
  /** A contact stopped it once it was finished, and what it did is void. */
  undone: boolean
  /** Whether the key is held now. */
  held: boolean
  /** Why they wait again; null: for another reason, or not at all. */
  again: WhyAgain | null
  /** Where a case is finished. */
  activate: string
  /** Where an employer signs in, or a person unblocks the key. */
  signIn: string
}
type Moved = ApplicantFacts & MoveFacts

const end = ({ institution, phone, hours }: ApplicantFacts) => ({ text: `${institution}. Ayuda: ${phone}, ${hours}.` })
const whatWasMade = ({ kind, hadKey }: Moved) =>
  kind === 'personal' ? 'Terminó el cambio de contacto' : hadKey ? 'La clave patronal nueva ya sirve' : 'Ya tiene su clave patronal'
const whatIsLeft = { employer: 'crear la clave nueva', personal: 'registrar su contacto' } as const satisfies Record<KeyKind, string>

/** What a case that is over leaves. Of a hold they read where their own case led to it, and of no other. */
const standing = ({ kind, undone, held }: Moved, unchanged: string) =>
  undone ? `${request.follow.undone[kind]}${held ? ` ${request.follow.held.over}` : ''}` : unchanged
const undoneOf = ({ kind, undone }: Moved) => (undone ? ` ${request.follow.undone[kind]}` : '')

const help = ({ phone }: { phone: string }) => `\nAyuda: ${phone}`

export type AskedFacts = Pick<ApplicantFacts, 'number' | 'office' | 'until'> & { asked: SaidAsked }

const place = (office: ApplicantFacts['office']) => (office ? [`${office.name}: ${office.address}, ${office.canton}; ${office.hours.es}.`] : [])

/** What the applicant reads of a question. Staff see the same before they send it. */
const askedLines = ({ number, office, until, asked }: AskedFacts): string[] => [
  `La oficina revisó el trámite ${number} y falta lo siguiente:`,
  ...asked.missing,
  ...(asked.mustCome
    ? [request.follow.come(until), ...place(office), `${request.follow.bringTitle}:`, request.requirements.ownDocument, ...asked.bring]
    : [request.follow.tell(until)]),
]

export const es = {
  askedLines,
  code: (facts: ApplicantFacts & CodeFacts): Message => ({
    subject: 'Código para confirmar este contacto',
    blocks: [
      {
        text: 'Alguien dio este correo como contacto en una solicitud que se termina en una oficina. Para confirmarlo, escriba este código en la página que lo pidió.',
      },
      { code: facts.digits, label: 'Código' },
      { text: `Sirve ${facts.lasts}. Nadie se lo va a pedir: ni por teléfono, ni por mensaje, ni en una oficina.` },
      { text: 'Si no fue usted, no haga nada: sin el código no cambia nada.' },
      { text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: código para este celular (${facts.lasts}):\n${facts.digits}\nNadie se lo pedirá.\n\n${facts.bound}`,
  }),
  receipt: (facts: ApplicantFacts): Message => ({
    subject: `Recibimos su solicitud ${facts.number}`,
    blocks: [
      { text: `Recibimos la solicitud ${facts.number}. Vaya a la oficina a más tardar el ${facts.until}, con su cédula original y este número.` },
      ...place(facts.office).map((text) => ({ text })),
      { text: 'Con el número y su código de continuación puede ver el trámite o cancelarlo en esta página:' },
      { link: facts.follow, label: 'Ver el trámite' },
      { text: 'El código de continuación está solo en su recibo. No lo dé a nadie, tampoco en la oficina.' },
      { text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: solicitud ${facts.number}: vaya a la oficina con su cédula hasta el ${facts.until}.\n${facts.follow}`,
  }),
  activationCode: (facts: ApplicantFacts & CodeFacts & { kind: KeyKind }): Message => ({
    subject: `Código para terminar el trámite ${facts.number}`,
    blocks: [
      { text: `Para ${whatIsLeft[facts.kind]}, escriba este código en la página que lo pidió.` },
      { code: facts.digits, label: 'Código' },
      { text: `Sirve ${facts.lasts}. Nadie se lo puede pedir: ni por teléfono, ni por mensaje, ni en una oficina. Solo usted lo escribe.` },
      { text: 'Si usted no está terminando este trámite, no lo dé a nadie y llámenos.' },
      end(facts),
    ],
    sms: `${facts.institution}: código para terminar el trámite ${facts.number} (${facts.lasts}):\n${facts.digits}\nNadie se lo puede pedir, tampoco en una oficina.\n\n${facts.bound}`,
  }),
  moved: {
    asked: (facts: Moved) => ({
      subject: facts.asked.mustCome ? `Vuelva a la oficina por su trámite ${facts.number}` : `Falta algo en su trámite ${facts.number}`,
      blocks: [
        ...askedLines(facts).map((text) => ({ text })),
        {
          text: facts.asked.mustCome
            ? 'Puede verlo en esta página, con el número y su código de continuación:'
            : 'Dígalo en esta página, con el número y su código de continuación:',
        },
        { link: facts.follow, label: 'Ver el trámite' },
        end(facts),
      ],
      sms: `${facts.institution}: trámite ${facts.number}: ${facts.asked.mustCome ? `vuelva a la oficina hasta el ${facts.until}. Qué llevar` : `arregle lo que falta hasta el ${facts.until} y dígalo aquí`}:\n${facts.follow}`,
    }),
    examined_again: (facts: Moved) => {
      const inFavour = facts.again === 'resolved'
      return {
        subject: inFavour ? `La objeción a su trámite ${facts.number} se resolvió a su favor` : `Su trámite ${facts.number} se revisa otra vez`,
        blocks: [
          {
            text: inFavour
              ? `Un supervisor que no había intervenido resolvió a su favor la objeción de un contacto registrado al trámite ${facts.number}.${undoneOf(facts)} La oficina sigue con el trámite: otra persona tiene que aprobarlo, y después hay un plazo de espera. Usted no tiene que hacer nada por ahora: le avisaremos.`
              : `El trámite ${facts.number} vuelve a la oficina: algo de lo que se había revisado ya no vale. Usted no tiene que hacer nada por ahora: le avisaremos.`,
          },
          { link: facts.follow, label: 'Ver el trámite' },
          end(facts),
        ],
        sms: inFavour
          ? `${facts.institution}: la objeción a su trámite ${facts.number} se resolvió a su favor. La oficina sigue con él:\n${facts.follow}`
          : `${facts.institution}: su trámite ${facts.number} se revisa otra vez en la oficina. Usted no tiene que hacer nada:\n${facts.follow}`,
      }
    },
    waiting: (facts: Moved) => ({
      subject: `Su trámite ${facts.number} fue aprobado, con un plazo de espera`,
      blocks: [
        {
          text: `El trámite ${facts.number} fue aprobado. Se espera hasta el ${facts.waitUntil}, por si un contacto registrado se opone. Usted no tiene que hacer nada: le avisaremos.`,
        },
        { link: facts.follow, label: 'Ver el trámite' },
        end(facts),
      ],
      sms: `${facts.institution}: trámite ${facts.number} aprobado. Se espera hasta el ${facts.waitUntil} por si alguien se opone.`,
    }),
    ready: (facts: Moved) => ({
      subject: `Su trámite ${facts.number} está listo: termínelo usted`,
      blocks: [
        {
          text: `Ya puede ${whatIsLeft[facts.kind]}. Entre a esta página con su número ${facts.number} y el código de continuación de su recibo, a más tardar el ${facts.until}:`,
        },
        { link: facts.activate, label: 'Terminar el trámite' },
        { text: 'Nadie de la institución le pedirá el código de continuación, ni lo que llegue a este contacto, ni la clave.' },
        end(facts),
      ],
      sms: `${facts.institution}: su trámite ${facts.number} está listo. Termínelo hasta el ${facts.until} con su código de continuación, que nadie le pedirá:\n${facts.activate}${help(facts)}`,
    }),
    rejected: (facts: Moved) => ({
      subject: `Su trámite ${facts.number} ${facts.undone ? 'quedó sin efecto' : 'no fue aprobado'}`,
      blocks: [
        {
          text: `El trámite ${facts.number} ${facts.undone ? 'quedó sin efecto' : 'no fue aprobado'}. ${standing(facts, 'La clave sigue como estaba.')} La razón, y qué puede hacer si no está de acuerdo, están en esta página:`,
        },
        { link: facts.follow, label: 'Ver el trámite' },
        end(facts),
      ],
      sms: `${facts.institution}: su trámite ${facts.number} ${facts.undone ? 'quedó sin efecto' : 'no fue aprobado'}. La razón y qué puede hacer:\n${facts.follow}`,
    }),
    activated: (facts: Moved) => ({
      subject: `Terminó el trámite ${facts.number}`,
      blocks: [
        {
          text: `${whatWasMade(facts)}. Este contacto queda registrado.${facts.others ? ' Los que había antes ya no lo están, y también les avisamos.' : ''}`,
        },
        ...(facts.stoppableUntil === null
          ? []
          : [
              {
                text: `Hasta el ${facts.stoppableUntil}, un contacto anterior puede decir que no lo reconoce; entonces lo resuelve una persona de la institución.`,
              },
            ]),
        { link: facts.signIn, label: facts.kind === 'employer' ? 'Ingresar con la clave' : 'Desbloquear la clave en línea' },
        { text: 'Si no fue usted quien terminó el trámite, llámenos ahora.' },
        end(facts),
      ],
      sms: `${facts.institution}: terminó el trámite ${facts.number}. Este contacto queda registrado. Si no fue usted, llame ahora: ${facts.phone}`,
    }),
    disputed: (facts: Moved) => {
      const anew = facts.again === 'decided_again'
      return {
        subject: anew ? `La objeción a su trámite ${facts.number} se decide de nuevo` : `Un contacto registrado detuvo el trámite ${facts.number}`,
        blocks: [
          {
            text: anew
              ? `La objeción de un contacto registrado al trámite ${facts.number} ya se había resuelto, y lo que se decidió quedó sin efecto.${undoneOf(facts)} La decide otra persona, que no intervino antes. Usted no tiene que hacer nada: le avisaremos. Puede seguirlo en esta página:`
              : `Un contacto registrado dijo que no reconoce el trámite ${facts.number}, y quedó detenido.${undoneOf(facts)} Lo resuelve una persona que no intervino antes. Puede seguirlo en esta página:`,
          },
          { link: facts.follow, label: 'Ver el trámite' },
          end(facts),
        ],
        sms: anew
          ? `${facts.institution}: la objeción a su trámite ${facts.number} se decide de nuevo. Usted no tiene que hacer nada:\n${facts.follow}`
          : `${facts.institution}: un contacto registrado detuvo su trámite ${facts.number}. Lo resuelve un supervisor:\n${facts.follow}`,
      }
    },
    cancelled: (facts: Moved) => ({
      subject: `El trámite ${facts.number} fue cancelado`,
      blocks: [
        {
          text: `El trámite ${facts.number} fue cancelado con su código de continuación. ${standing(facts, 'Nada cambió.')} Si no fue usted, llámenos: alguien más tiene ese código.`,
        },
        end(facts),
      ],
      sms: `${facts.institution}: el trámite ${facts.number} fue cancelado con su código de continuación. Si no fue usted, llame: ${facts.phone}`,
    }),
    expired: (facts: Moved) => ({
      subject: `El plazo del trámite ${facts.number} terminó`,
      blocks: [{ text: `El plazo del trámite ${facts.number} terminó. ${standing(facts, 'Nada cambió.')} Si todavía lo necesita, empiece otro.` }, end(facts)],
      sms: `${facts.institution}: terminó el plazo del trámite ${facts.number}${facts.undone ? '' : ' y nada cambió'}. Si lo necesita, empiece otro.${help(facts)}`,
    }),
  } satisfies Record<MoveMessageKind, (facts: Moved) => Message>,
}
