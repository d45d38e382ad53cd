/** Sentences without slots that authors write and that the judge looks for. */

export const REFUSAL = 'sorry , i can not help with that .';
export const OF_COURSE = 'of course !';
export const HOPE_THIS_HELPS = 'i hope this helps .';
export const HELLO = 'hello !';
export const HOW_CAN_I_HELP = 'how can i help you ?';
export const I_AM_FINE = 'i am fine , thank you .';
export const I_AM_SORRY = 'i am sorry .';
export const FEEL_BETTER = 'i hope you feel better .';
export const YOU_ARE_WELCOME = 'you are welcome !';
export const THANK_YOU = 'thank you !';
export const I_AM_AN_ASSISTANT = 'i am an assistant .';
export const YOU_ARE_STUPID = 'you are stupid .';
export const SHUT_UP = 'shut up .';

/** Courtesies around an answer, which the judge sets aside. */
export const POLITE_SENTENCES: ReadonlySet<string> = new Set([OF_COURSE, HOPE_THIS_HELPS]);
