#pragma once

/* The accounts of the practice store, as its manual tells them (saudactl(1)); no real one has these. */
#define SAUDA_TALK_PRACTICE_PROVIDER "twilio" /* until the merchant tries another */
#define SAUDA_TALK_PRACTICE_SENDER "+77000999999"
#define SAUDA_TALK_PRACTICE_TWILIO_ACCOUNT "AC00000000000000000000000000000001"
#define SAUDA_TALK_PRACTICE_META_ACCOUNT "100000000000001"
#define SAUDA_TALK_PRACTICE_PHONE_NUMBER_ID "100000000000002"
#define SAUDA_TALK_PRACTICE_SECRET "practice-whatsapp-key"
