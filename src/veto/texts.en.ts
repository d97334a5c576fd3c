import type { es } from './texts.es.ts'

export const en = {
  title: 'Was it not you?',
  what: (number, tag, when) => `Case ${number}${tag === null ? '' : ` (${tag})`}, asked for on ${when}.`,
  whose: (name, branch) => (branch === null ? `Person: ${name}.` : `Employer: ${name}, branch ${branch}.`),
  number: (number) => `Case ${number}. Keep this number in case you call or visit an office.`,
  stop: 'It was not me: stop it',
  of: {
    recovery: {
      would: {
        ended: 'If you stop it, this request ends. Nobody has yet shown that they have a registered contact, and the key has not changed.',
        disputed: 'If you stop it, nobody can make a key online with this case. It is settled at an office.',
        frozen: 'If you stop it, the new key is void for good and its sessions end. The old key does not come back: another one is made at an office.',
      },
      wasMe: 'If it was you or somebody in your company, close this page. Nothing changes.',
    },
    unlock: {
      would: {
        ended: 'If you stop it, this request ends. Nobody has yet shown that they have a registered contact, and the key has not changed.',
        disputed: 'If you stop it, nobody can unblock or make the personal key online with this case. It is settled at an office.',
        frozen: 'If you stop it, the key that was unblocked or made is void for good and its sessions end. Another one is made at an office.',
      },
      wasMe: 'If it was you, close this page. Nothing changes.',
    },
    replacement: {
      would: {
        ended: 'If you stop it, this request ends. Nobody has been identified at the office yet, and the key has not changed.',
        disputed: 'If you stop it, nobody can make a key with this case until a supervisor who took no part in it decides who is right.',
        frozen: 'If you stop it, the new key is void for good and its sessions end. The old key does not come back: another one is made at an office.',
      },
      wasMe: 'If it was you or somebody in your company, close this page. Nothing changes.',
    },
    contact_replacement: {
      would: {
        ended: 'If you stop it, this request ends. Nobody has been identified at the office yet, and your contacts have not changed.',
        disputed: 'If you stop it, nobody can change the contact with this case until a supervisor who took no part in it decides who is right.',
        frozen: 'If you stop it, the new contact no longer works and the personal key is held. To go on, somebody has to come to an office.',
      },
      wasMe: 'If it was you, close this page. Nothing changes.',
    },
  },
  change: {
    contact: (when) => `On ${when} a registered contact was changed or added from the account.`,
    saved_code_made: (when) => `On ${when} a saved recovery code was made from the account.`,
    saved_code_withdrawn: (when) => `On ${when} the saved recovery code was withdrawn from the account.`,
    hardening_chosen: (when) => `On ${when} hardened recovery was chosen from the account.`,
    hardening_given_up: (when) => `On ${when} hardened recovery was given up from the account.`,
  },
  wouldUndo:
    'If you undo it, the account is again as it was before that change, its sessions end, and we tell every contact. The key stays the same. A saved code that has ended does not work again.',
  undo: 'It was not me: undo it',
  next: {
    decides: (days) =>
      `Within ${days === 1 ? '1 working day' : `${days} working days`}, a supervisor who took no part decides who is right, and we will tell this contact.`,
    request: 'Ask for a new key or a new contact at an office',
  },
  outcome: {
    undone: {
      title: 'The change is undone',
      text: 'The account is as before and its sessions have ended. We told every contact. Whoever made the change has the key, and the key still works: if it is nobody you trust, recover it now to make another.',
    },
    undone_already: { title: 'The change had been undone', text: 'A contact has undone it already. There is nothing more you have to do.' },
    undo_too_late: {
      title: 'This link can no longer undo the change',
      text: 'The time for it has passed, or this contact was changed lately. If you do not recognise what happened, call us now.',
    },
    ended: { title: 'The request has ended', text: 'We stopped it. The key did not change. There is nothing more you have to do.' },
    disputed: { title: 'The case is stopped', text: 'Nobody can go on with it until it is decided. We told every registered contact.' },
    frozen: {
      title: 'The key is void',
      text: 'It no longer works and its sessions have ended. We told every registered contact. Another key can be had at an office only.',
    },
    already: {
      title: 'You have stopped it already',
      text: 'This case was stopped from this contact, and each contact can do so once. We will tell you what is decided. If the case went on and you do not recognise it, call us now.',
    },
    too_late: {
      title: 'This link can no longer stop the case',
      text: 'The time for it has passed, the case had ended, or this contact was changed lately. If you do not recognise what happened, call us now.',
    },
    unknown: {
      title: 'We do not recognise this link',
      text: 'It may be incomplete, or of a case that was deleted. If you do not recognise what happened, call us.',
    },
  },
} satisfies typeof es
