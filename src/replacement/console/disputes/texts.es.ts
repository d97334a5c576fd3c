import type { KeyKind } from '../../../credentials/credentials.ts'
import type { DisputeOutcome, HoldReason, ResolveReason } from './disputes.ts'
import type { ContactEffect, Foreseen } from './foresee.ts'

const reasons = {
  representation_shown: 'Quien pide mostró que representa hoy al empleador, o que es la persona',
  contact_was_an_old_one: 'El contacto es de alguien que ya no tiene que ver con el empleador o con la persona',
  withdrew_in_person: 'Cada contacto que lo detuvo dijo que fue un error: vino y mostró su documento',
  withdrew_by_call: 'Cada contacto que lo detuvo dijo que fue un error: llamó desde el celular registrado',
  withdrew_in_writing: 'Cada contacto que lo detuvo dijo que fue un error: lo firmó por escrito',
  did_not_represent: 'Quien pide no representa al empleador, o no es la persona',
  false_document: 'Un documento es falso o dudoso',
  applicant_withdrew: 'Quien pide desistió',
} satisfies Record<ResolveReason, string>

/** No office sets a personal key: it registers a contact, and lifts the hold. */
const untilOffice = {
  employer: 'solo un trámite de oficina pone otra',
  personal: 'hasta que un trámite de oficina registre otro contacto; después la persona la desbloquea o la cambia en línea',
} as const satisfies Record<KeyKind, string>
const withoutIt = { employer: 'sin clave', personal: 'sin registrar el contacto' } as const satisfies Record<KeyKind, string>

const ofReplacement = (kind: KeyKind) =>
  `Si es el contacto, el trámite termina rechazado. Si es quien pide, el trámite vuelve a la revisión y el contacto deja de contar; si después termina ${withoutIt[kind]}, el contacto vuelve a contar. Si el contacto dijo que fue un error, queda como estaba.`

export const es = {
  reasons,
  sayReason: (code: string) => (code in reasons ? reasons[code as ResolveReason] : code),
  outcomes: {
    applicant_was_right: 'Quien pide tenía razón',
    contact_was_right: 'El contacto tenía razón',
  } satisfies Record<DisputeOutcome, string>,
  holdReasons: {
    theft_reported: 'Denuncia de robo de la clave',
    court_order: 'Orden de una autoridad',
    false_document: 'Documento falso en un trámite',
    inside_help: 'Sospecha de ayuda desde dentro',
  } satisfies Record<HoldReason, string>,
  list: {
    title: 'Disputas',
    none: 'No hay ninguna sin resolver.',
    columns: { number: 'Trámite', what: 'De qué', since: 'Desde', until: 'Resolver hasta' },
    of: { replacement: 'Trámite de oficina', recovery: 'Recuperación en línea', unlock: 'Desbloqueo en línea' },
    past: 'plazo vencido',
    hold: 'Retener una clave',
    holdWhen: 'Si denuncian un robo o lo ordena una autoridad:',
  },
  page: {
    title: (number: string) => `Disputa del trámite ${number}`,
    until: 'Resolver hasta',
    objections: 'Quién lo detuvo',
    objection: (contact: string, at: string) => `${contact}, el ${at}`,
    since: (day: string) => `Registrado desde el ${day}`,
    removed: 'ya no es un contacto activo',
    online: 'Lo que se hizo en línea',
    asked: (when: string) => `Pedido el ${when}`,
    proved: (through: string, when: string) => `Probado con ${through}, el ${when}`,
    completed: (when: string) => `Terminado el ${when}; lo que se hizo quedó anulado si todavía se podía`,
    held: (kind: KeyKind) => `La clave está retenida: ${untilOffice[kind]}.`,
    from: (state: string) => `Se detuvo cuando estaba: ${state}`,
    approvedBy: (name: string) => `Lo había aprobado ${name}`,
    who: 'Quién tiene razón',
    effects: {
      replacement: ofReplacement,
      recovery: () =>
        'Si es el contacto, la clave queda retenida hasta un trámite de oficina. Si es quien pidió, el contacto deja de contar y se puede empezar otra vez en línea, salvo que la clave esté retenida. Si el contacto dijo que fue un error, queda como estaba.',
      unlock: () =>
        'Si es el contacto, la clave queda retenida hasta un trámite de oficina. Si es quien pidió, el contacto deja de contar y se puede empezar otra vez en línea, salvo que la clave esté retenida. Si el contacto dijo que fue un error, queda como estaba.',
    },
    choose: 'Elija quién tiene razón y por qué',
    note: 'Nota para quien siga con este trámite (si hace falta)',
    noteHint: 'La leen el agente y quien aprueba. No escriba correos, celulares ni códigos.',
    check: 'Revisar',
    gone: 'Esta disputa ya no está abierta.',
    tookPart: 'Usted participó en este trámite o es quien lo pide: lo resuelve otro supervisor.',
    otherCase: (number: string) => `Hay otro trámite en curso, ${number}. Tiene que terminar antes de que este siga.`,
  },
  check: {
    title: 'Revise antes de resolver',
    lead: 'Resolver no se puede deshacer.',
    answer: 'Su decisión',
    case: 'El trámite',
    cases: {
      rejected: 'Termina rechazado.',
      goes_on: 'Vuelve a la revisión de su oficina. Otra persona tiene que aprobarlo de nuevo, y después espera.',
      over: 'Termina.',
      anew: 'Termina. Se puede empezar otro en línea.',
    } satisfies Record<Foreseen['case'], string>,
    contactsTitle: 'Los contactos',
    noContacts: 'No hay ninguno registrado.',
    which: { objected: 'detuvo el trámite', brought: 'lo trajo este trámite' },
    contacts: {
      does: {
        stays: 'Sigue registrado.',
        again: 'Vuelve a quedar registrado.',
        suspended: 'Deja de contar: recibe este aviso y ninguno más.',
        removed: 'Deja de estar registrado: recibe este aviso y ninguno más.',
        silenced: 'No está registrado, y deja de contar: recibe este aviso y ninguno más.',
        heard: 'No está registrado, y vuelve a recibir avisos.',
        out: 'No está registrado, y sigue así.',
      } satisfies Record<ContactEffect, string>,
      until: (kind: KeyKind) => `Si el trámite termina ${withoutIt[kind]}, vuelve a contar.`,
      once: 'No puede detener otra vez este mismo trámite.',
    },
    key: 'La clave',
    keys: {
      held: (kind: KeyKind) => `Queda retenida: ${untilOffice[kind]}.`,
      staysHeld: (kind: KeyKind) => `Sigue retenida: ${untilOffice[kind]}.`,
      annulled: (hadOther: boolean) => `La que se creó con este trámite sigue anulada${hadOther ? ', y la anterior no vuelve' : ''}.`,
      same: 'No cambia.',
    },
    representatives: {
      title: 'Los representantes',
      same: 'No cambian.',
      gone: (name: string) => `${name} deja de constar.`,
      again: (name: string) => `${name} vuelve a constar.`,
    },
    told: 'A quién se avisa',
    tellContacts: (count: number) =>
      count === 0
        ? 'No hay ningún contacto registrado a quien avisar.'
        : count === 1
          ? 'Al único contacto registrado que recibe avisos.'
          : `A los ${count} contactos registrados que reciben avisos.`,
    tellApplicant: {
      confirmed: 'A quien pide, en el contacto nuevo que confirmó.',
      none: 'A quien pide no: no dio un contacto. Lo verá en el trámite.',
    },
    note: 'Nota',
    resolve: 'Resolver así',
    back: 'Cambiar la decisión',
  },
  hold: {
    title: 'Retener una clave',
    lead: 'Desde ese momento esa clave ya no sirve para ingresar ni se recupera en línea, y los trámites aprobados vuelven a revisarse. Los contactos registrados reciben un aviso. Esto no se puede deshacer: la retención termina solo con un trámite de oficina.',
    employer: 'De un empleador',
    person: 'De una persona',
    ruc: 'RUC',
    branch: 'Sucursal',
    nationalId: 'Cédula',
    nationalIdHint: 'Solo si es una clave personal; deje el RUC vacío.',
    why: 'Por qué',
    choose: 'Elija por qué',
    unknown: 'No consta. Revise los números.',
    already: 'Esa clave ya está retenida.',
    own: 'Es su propia clave, o la de un empleador que usted representa o representó: lo decide otro supervisor.',
    both: 'Escriba el RUC o la cédula, no los dos.',
    whichKey: 'Escriba el RUC, o la cédula si es una clave personal',
    whichBranch: 'Escriba la sucursal',
    limited: {
      again: (until: string) => `Usted ya retuvo esta clave hace poco: hasta el ${until} solo puede retenerla otro supervisor.`,
      too_many_holds: (until: string) => `Usted ya retuvo las claves que se permiten en un día. Podrá seguir desde el ${until}; antes, otro supervisor.`,
    },
    openCases: 'Trámites de oficina abiertos',
    noCases: 'Ninguno',
    filed: (count: number) => (count === 1 ? 'Una solicitud sin identificar todavía.' : `${count} solicitudes sin identificar todavía.`),
    tooMany: (until: string) => `Hizo demasiadas búsquedas por RUC o cédula. Podrá seguir a las ${until}.`,
    check: 'Revisar',
    checkTitle: 'Revise antes de retener',
    unseen: (until: string) =>
      `Hizo demasiadas búsquedas por RUC o cédula: hasta las ${until} no se muestra de quién es. Si no puede esperar, revise bien el número y retenga la clave sin verlo.`,
    whose: 'De quién es',
    number: 'Número',
    hold: 'Retener la clave',
    back: 'Cambiar los datos',
  },
}
