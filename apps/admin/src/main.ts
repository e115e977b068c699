import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app-config.js';
import { Shell } from './app/shell.js';

await bootstrapApplication(Shell, appConfig);
