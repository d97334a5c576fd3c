import type { VoidCause } from '../../../audit/audit.ts'
import type { RejectReason } from '../../replacement.ts'
import type { Counted } from '../queue.ts'
import type { ReturnReason } from './decide-case.ts'

export const es = {
  queue: {
    title: 'Aprobaciones',
    count: ({ count, more }: Counted) =>
      more
        ? `Más de ${count} trámites que usted puede decidir esperan aprobación, contando todas las oficinas.`
        : count === 0
          ? 'Ningún trámite que usted pueda decidir espera aprobación.'
          : count === 1
            ? 'Un trámite que usted puede decidir espera aprobación.'
            : `${count} trámites que usted puede decidir esperan aprobación, contando todas las oficinas.`,
    lead: 'El sistema le da el siguiente que usted puede aprobar: nunca uno que preparó, ni el suyo propio, y cuando hace falta, de otra oficina.',
    take: 'Tomar el siguiente',
    own: 'Tiene uno sin decidir:',
    empty: 'No hay ninguno que usted pueda aprobar ahora.',
    notYet: (when: string) => `Su cuenta es nueva: podrá aprobar desde el ${when}.`,
    done: {
      waiting: 'Quedó aprobado. Ahora corre la espera, y todos los contactos registrados lo saben.',
      approved: 'Quedó aprobado. La persona termina en una pantalla de la oficina.',
      ready: 'Quedó aprobado. La persona ya puede terminar.',
      rejected: 'Quedó rechazado, como se propuso.',
      returned: 'Volvió a la oficina del trámite, con su nota.',
      put_back: 'Volvió a la cola, sin decidir. Lo verá otra persona.',
      resolved: 'Quedó resuelto. Se avisó a todos.',
      held: 'La clave quedó retenida. Solo termina con un trámite de oficina.',
    },
  },
  case: {
    kinds: { employer: 'Clave patronal nueva', personal: 'Contacto de la clave personal' },
    what: 'Trámite',
    reason: 'Motivo',
    round: (round: number) => `Vuelta ${round}`,
    applicant: 'Quién pide',
    nationalId: 'Cédula',
    employer: 'Empleador',
    branch: 'Sucursal',
    closed: 'cerrado',
    identity: 'Identidad',
    identityBy: (document: string, by: string, when: string) => `${document}, comprobada por ${by}, ${when}`,
    resolutionDoubtful: 'El trabajo de quien lo decidió quedó en duda después: lo que decidió no cuenta.',
    identityDoubtful: 'El trabajo de quien la comprobó quedó en duda después: hay que comprobarla otra vez.',
    documents: { cedula: 'Cédula', passport: 'Pasaporte' },
    representatives: 'Representantes que constan hoy',
    nobody: 'Ninguno',
    isApplicant: 'es quien pide',
    contact: 'Contacto nuevo',
    contacts: { confirmed: 'Confirmado con un código', none: 'Ninguno: terminará en una pantalla de la oficina' },
    wait: { approve: 'Si se aprueba', reject: 'Si usted lo confirma' },
    waits: (until: string) => `La persona no recibe nada todavía: espera hasta el ${until}, para que quien no esté de acuerdo pueda detenerlo. Por qué:`,
    waitsFor: {
      contacts: 'Hay contactos registrados desde antes, que reciben aviso y pueden oponerse.',
      held: 'La clave está retenida por un supervisor o porque alguien se opuso.',
      dispute: 'Un contacto ya se opuso a este trámite, y un supervisor lo resolvió.',
    },
    noWait: {
      approve: 'Sin espera: no hay contactos registrados que puedan oponerse, ni retención, ni disputa. La persona puede terminar enseguida.',
      reject: 'Se propone no aprobar: no hay espera, y la persona lee el motivo.',
    },
    examined: 'Lo que se revisó',
    kindsOfRequirement: { lookup: 'Consulta', show: 'Original mostrado' },
    met: 'Cumple',
    notMet: 'No cumple',
    missing: 'Sin revisar',
    reference: 'Referencia',
    by: (name: string, when: string) => `${name}, ${when}`,
    notes: 'Notas',
    noNotes: 'No hay notas.',
    noteDoubtful: 'El trabajo de quien la escribió quedó en duda después.',
    voided: (when: string) => `Ya se había aprobado, y esa aprobación dejó de valer el ${when}.`,
    voidedBecause: (why: string) => `Porque ${why}.`,
    voidCauses: {
      register_changed: 'cambió el registro',
      key_held: 'se retuvo la clave',
      no_longer_as_approved: 'ya no es como se aprobó',
      work_in_doubt: 'se retiró una cuenta y su trabajo está en duda',
    } satisfies Record<VoidCause, string>,
    disputes: 'Un contacto lo detuvo antes, y un supervisor lo resolvió',
    proposal: 'Lo que propuso el agente',
    proposals: { approve: 'Aprobar', reject: 'No aprobar' },
    rejections: {
      not_on_register: 'lo que se escribió en la solicitud no consta en el registro.',
      not_representative: 'las consultas no muestran que represente hoy al empleador.',
      requirement_not_met: 'no se cumple un requisito, y no se puede completar.',
      document_doubtful: 'un documento es dudoso.',
      withdrawn: 'la persona pidió que se cierre.',
    } satisfies Record<RejectReason, string>,
  },
  decide: {
    approve: { approve: 'Aprobar', reject: 'Aprobar el rechazo' },
    approveText:
      'Su aprobación vale exactamente para lo que ve en esta página. Si algo cambia después, deja de valer. Al pulsar el botón, muestre su llave de acceso.',
    lastToOpen: (office: string) =>
      `La persona no dio contacto: terminará en una pantalla, que abre alguien que no preparó ni aprobó el trámite, y en ${office} queda solo usted. Si lo aprueba, tendrá que abrirla alguien de otra oficina. Mejor páselo a otro aprobador.`,
    return: 'Devolver a los agentes',
    returnTitle: 'Algo está mal, o falta: que un agente lo corrija',
    returnText: 'El trámite vuelve a los agentes de su oficina con su motivo y su nota. Cuando lo propongan otra vez, lo decide quien apruebe entonces.',
    why: 'Por qué',
    reasons: {
      result_unclear: 'Un resultado no se entiende',
      reference_wrong: 'Una referencia no corresponde',
      not_enough: 'Lo revisado no alcanza',
      identity_doubtful: 'Hay duda sobre la identidad',
      proposal_wrong: 'La propuesta no sigue de los resultados',
      other: 'Otro, explicado en la nota',
    } satisfies Record<ReturnReason, string>,
    choose: 'Elija por qué lo devuelve',
    note: 'Nota para el agente',
    noteHint: 'Qué tiene que revisar. No escriba contactos ni claves.',
    emptyNote: 'Escriba qué tiene que revisar',
    stale: (who: string, when: string) => `${who} cambió este trámite el ${when}. Revise de nuevo antes de decidir: no se hizo nada.`,
    somebody: 'El sistema, el solicitante o un contacto registrado',
    putBackTitle: 'No le toca decidirlo a usted',
    putBackText: 'Por ejemplo, porque conoce a la persona. Lo recibe otro aprobador, tal como está; los agentes no lo ven. Queda registrado que usted lo vio.',
    putBack: 'Pasarlo a otro aprobador',
    noMorePutBack: (most: number, until: string) =>
      `Ya pasó a otro aprobador ${most === 1 ? 'el único trámite que se permite' : `los ${most} trámites que se permiten`} en un día. Apruebe este o devuélvalo a los agentes; podrá pasar otro desde el ${until}.`,
    noMoreReturned: (most: number, until: string) =>
      `Ya devolvió a los agentes ${most === 1 ? 'el único trámite que se permite' : `los ${most} trámites que se permiten`} en un día; podrá devolver otro desde el ${until}. Si este no se puede aprobar, páselo a otro aprobador o no haga nada: vuelve solo a la cola. Avise a su supervisor.`,
    notTaken: 'Este trámite ya no está en sus manos. Tome el siguiente.',
    refused: {
      own: 'Usted es quien pide este trámite, o lo preparó: no puede aprobarlo.',
      office: 'Este trámite lo aprueba alguien de otra oficina.',
      doubtful: 'Ya no todo cumple, o la identidad quedó en duda: devuélvalo a los agentes.',
      time: 'Su cuenta todavía no puede aprobar.',
      other: 'Este trámite ya no se puede aprobar ni devolver.',
    },
  },
}
