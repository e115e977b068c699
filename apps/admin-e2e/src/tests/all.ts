import type { Test } from '../runner.js';
import { signInTests } from './sign-in.js';
import { mainStory } from './main-story.js';

export const tests: readonly Test[] = [...signInTests, ...mainStory];
