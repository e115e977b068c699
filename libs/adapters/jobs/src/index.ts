export { openJobs, type JobQueue, type JobsOptions } from './open-jobs.js';
