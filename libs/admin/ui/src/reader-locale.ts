import { InjectionToken } from '@angular/core';

/** The reader's language, for numbers and dates. */
export const READER_LOCALE = new InjectionToken<string>('reader locale', { factory: () => navigator.language });
