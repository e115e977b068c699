/** Apart from the rest, so that what the first page shows does not bring Material's overlays along. */
export { Confirm, type Question } from './confirm.js';
export { Picker, type PickerOption } from './picker.js';
