import type { AccountChangeKind } from '../account/account.ts'
import type { ShownOutcome } from './veto.ts'

export const es = {
  title: '¿No fue usted?',
  what: (number: string, tag: string | null, when: string) => `Trámite ${number}${tag === null ? '' : ` (${tag})`}, pedido el ${when}.`,
  whose: (name: string, branch: string | null) => (branch === null ? `Persona: ${name}.` : `Empleador: ${name}, sucursal ${branch}.`),
  number: (number: string) => `Trámite ${number}. Guarde este número por si llama o va a una oficina.`,
  stop: 'No fui yo: detenerlo',
  of: {
    recovery: {
      would: {
        ended: 'Si lo detiene, esta solicitud termina. Nadie ha demostrado todavía tener un contacto registrado y la clave no ha cambiado.',
        disputed: 'Si lo detiene, nadie podrá crear una clave en línea con este trámite. El caso se aclara en una oficina.',
        frozen:
          'Si lo detiene, la clave nueva queda anulada para siempre y se cierran las sesiones. La clave anterior no vuelve: habrá que crear otra en una oficina.',
      },
      wasMe: 'Si fue usted o alguien de su empresa, cierre esta página. No cambia nada.',
    },
    unlock: {
      would: {
        ended: 'Si lo detiene, esta solicitud termina. Nadie ha demostrado todavía tener un contacto registrado y la clave no ha cambiado.',
        disputed: 'Si lo detiene, nadie podrá desbloquear ni crear la clave personal en línea con este trámite. El caso se aclara en una oficina.',
        frozen:
          'Si lo detiene, la clave que se desbloqueó o se creó queda anulada para siempre y se cierran sus sesiones. Para tener otra habrá que ir a una oficina.',
      },
      wasMe: 'Si fue usted, cierre esta página. No cambia nada.',
    },
    replacement: {
      would: {
        ended: 'Si la detiene, esta solicitud termina. Nadie se identificó todavía en la oficina y la clave no ha cambiado.',
        disputed: 'Si lo detiene, nadie podrá crear una clave con este trámite hasta que un supervisor que no participó en él decida quién tiene razón.',
        frozen:
          'Si lo detiene, la clave nueva queda anulada para siempre y se cierran las sesiones. La clave anterior no vuelve: habrá que crear otra en una oficina.',
      },
      wasMe: 'Si fue usted o alguien de su empresa, cierre esta página. No cambia nada.',
    },
    contact_replacement: {
      would: {
        ended: 'Si la detiene, esta solicitud termina. Nadie se identificó todavía en la oficina y sus contactos no han cambiado.',
        disputed: 'Si lo detiene, nadie podrá cambiar el contacto con este trámite hasta que un supervisor que no participó en él decida quién tiene razón.',
        frozen: 'Si lo detiene, el contacto nuevo deja de servir y la clave personal queda retenida. Para seguir habrá que ir a una oficina.',
      },
      wasMe: 'Si fue usted, cierre esta página. No cambia nada.',
    },
  },
  change: {
    contact: (when: string) => `El ${when} se cambió o se agregó un contacto registrado desde la cuenta.`,
    saved_code_made: (when: string) => `El ${when} se creó un código guardado de recuperación desde la cuenta.`,
    saved_code_withdrawn: (when: string) => `El ${when} se retiró desde la cuenta el código guardado de recuperación.`,
    hardening_chosen: (when: string) => `El ${when} se eligió desde la cuenta la recuperación reforzada.`,
    hardening_given_up: (when: string) => `El ${when} se dejó desde la cuenta la recuperación reforzada.`,
  } satisfies Record<AccountChangeKind, (when: string) => string>,
  wouldUndo:
    'Si lo deshace, la cuenta vuelve a estar como antes de ese cambio, se cierran sus sesiones y avisamos a todos los contactos. La clave sigue siendo la misma. Un código guardado que ya terminó no vuelve a servir.',
  undo: 'No fui yo: deshacerlo',
  next: {
    decides: (days: number) =>
      `En ${days === 1 ? '1 día hábil' : `${days} días hábiles`} como máximo, un supervisor que no participó decide quién tiene razón, y avisaremos a este contacto.`,
    request: 'Pedir una clave o un contacto nuevo en una oficina',
  },
  outcome: {
    undone: {
      title: 'El cambio quedó deshecho',
      text: 'La cuenta está como antes y se cerraron sus sesiones. Avisamos a todos los contactos. Quien hizo el cambio tiene la clave, y la clave todavía sirve: si no es alguien de confianza, recupérela ahora para crear otra.',
    },
    undone_already: { title: 'El cambio ya estaba deshecho', text: 'Un contacto ya lo deshizo. No tiene que hacer nada más.' },
    undo_too_late: {
      title: 'Este enlace ya no puede deshacer el cambio',
      text: 'Pasó el tiempo para hacerlo, o este contacto se cambió hace poco. Si no reconoce lo que pasó, llámenos ahora.',
    },
    ended: { title: 'La solicitud terminó', text: 'La detuvimos. La clave no cambió. No tiene que hacer nada más.' },
    disputed: {
      title: 'El trámite quedó detenido',
      text: 'Nadie puede seguir con él mientras no se decida. Avisamos a todos los contactos registrados.',
    },
    frozen: {
      title: 'La clave quedó anulada',
      text: 'Ya no sirve y se cerraron sus sesiones. Avisamos a todos los contactos registrados. Para tener otra clave hay que ir a una oficina.',
    },
    already: {
      title: 'Usted ya lo detuvo',
      text: 'Este trámite ya se detuvo desde este contacto, y cada contacto puede hacerlo una sola vez. Le avisaremos de lo que se decida. Si el trámite siguió y usted no lo reconoce, llámenos ahora.',
    },
    too_late: {
      title: 'Este enlace ya no puede detener el trámite',
      text: 'Pasó el tiempo para hacerlo, el trámite ya había terminado o este contacto se cambió hace poco. Si no reconoce lo que pasó, llámenos ahora.',
    },
    unknown: { title: 'No reconocemos este enlace', text: 'Puede estar incompleto o ser de un trámite que ya se borró. Si no reconoce lo que pasó, llámenos.' },
  } satisfies Record<ShownOutcome, { title: string; text: string }>,
}
