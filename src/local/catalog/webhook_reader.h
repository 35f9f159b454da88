// What stands below 'webhook' of a workload. Throws Wrong (yaml_reading.h), whose text holds
// neither a URL nor a header's value nor a body: those may be secrets.
#pragma once

#include "local/catalog/yaml_reading.h"
#include "local/webhooks/webhook.h"

namespace wls::local {

Webhook read_webhook(YamlReading& reading, const YAML::Node& node);

}  // namespace wls::local
